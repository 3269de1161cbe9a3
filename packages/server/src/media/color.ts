/** An sRGB colour as #rrggbb. */
export type Color = string

/** Mixes in OKLab, where half-way between two dyes looks half-way to the eye and never turns grey. */
export function mix(from: Color, to: Color, share: number): Color {
  const [start, end] = [toLab(from), toLab(to)]
  const part = Math.min(1, Math.max(0, share))
  const at = (first: number, second: number) => first + (second - first) * part
  return fromLab({ light: at(start.light, end.light), a: at(start.a, end.a), b: at(start.b, end.b) })
}

/** A colour scale through several stops, read at a place between 0 and 1. */
export function ramp(stops: readonly Color[]): (place: number) => Color {
  return (place) => {
    const along = Math.min(0.9999, Math.max(0, place)) * (stops.length - 1)
    const below = Math.floor(along)
    const [from = '#000000', to = '#000000'] = stops.slice(below, below + 2)
    return mix(from, to, along - below)
  }
}

/** WCAG contrast ratio between two colours, 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

interface Lab {
  readonly light: number
  readonly a: number
  readonly b: number
}

function luminance(color: Color): number {
  const { red, green, blue } = toLinear(color)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toLinear(color: Color): { readonly red: number; readonly green: number; readonly blue: number } {
  const value = Number.parseInt(color.slice(1), 16)
  const linear = (byte: number) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
  return { red: linear((value >> 16) & 255), green: linear((value >> 8) & 255), blue: linear(value & 255) }
}

function toLab(color: Color): Lab {
  const { red, green, blue } = toLinear(color)
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return {
    light: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  }
}

function fromLab({ light, a, b }: Lab): Color {
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
  const channels = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
  return `#${channels.map(toHex).join('')}`
}

function toHex(linear: number): string {
  const value = Math.min(1, Math.max(0, linear))
  const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0')
}
