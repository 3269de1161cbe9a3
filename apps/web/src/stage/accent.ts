type Rgb = readonly [number, number, number]
const grounds = { light: [246, 241, 232], dark: [18, 16, 14] } as const

/** An event's own accent as CSS variables, moved towards ink or light until text in it reads at 4.5:1 on the page (WCAG 1.4.3). */
export function accentVariables(accent: string | null): Readonly<Record<string, string>> {
  const color = accent === null ? undefined : parse(accent)
  if (!color) return {}
  return {
    '--event-accent-light': css(readable(color, grounds.light, [20, 18, 16])),
    '--event-accent-dark': css(readable(color, grounds.dark, [255, 253, 248])),
  }
}

export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

export function parse(hex: string): Rgb | undefined {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  return found ? [channel(found[1]), channel(found[2]), channel(found[3])] : undefined
}

function readable(color: Rgb, ground: Rgb, towards: Rgb): Rgb {
  const steps = Array.from({ length: 21 }, (_, step) => mix(color, towards, step / 20))
  return steps.find((tried) => contrast(tried, ground) >= 4.6) ?? towards
}

const channel = (pair: string | undefined) => Number.parseInt(pair ?? '0', 16)
const mix = (a: Rgb, b: Rgb, share: number): Rgb => [at(a[0], b[0], share), at(a[1], b[1], share), at(a[2], b[2], share)]
const at = (a: number, b: number, share: number) => Math.round(a + (b - a) * share)
const css = ([r, g, b]: Rgb) => `rgb(${r} ${g} ${b})`

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}
