/** How well a colour reads on another, by WCAG 2.2: 1 is invisible, 21 is black on white. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** The grounds on which an event's accent must be read. */
export const grounds = { light: '#F6F1E8', dark: '#12100E' } as const
export const enoughForText = 4.5

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text)

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => linear(Number.parseInt(colour.slice(place, place + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
