import { round } from '#media/curve.ts'
import { inkBox, lineWidth, outline } from '#media/lettering.ts'
import { bone, fuchsia, ink } from '#media/palette.ts'
import type { Color } from '#media/color.ts'

const wordmarkSize = 100
const tracking = -0.022
const room = 6

/** The name in outlines, underlined by the running stitch that is the brand's loading line. */
export function drawWordmark(color: Color, thread: Color): string {
  const setting = { face: 'display', size: wordmarkSize, tracking } as const
  const width = round(lineWidth('Fashionistas', setting) + 2 * room)
  const base = 84
  return svg(
    width,
    116,
    'Fashionistas',
    `<path d="${outline('Fashionistas', setting, { x: room, y: base })}" fill="${color}"/>` +
      stitches({ from: room + 1, to: width - room - 1, y: base + 19, count: 22, thick: 3 }, thread),
  )
}

/** The monogram: an F whose thread runs on out of the letter. `safe` keeps it inside the circle that Android may cut. */
export function drawMonogram(fit: 'rounded' | 'full' | 'safe'): string {
  const side = 512
  const box = inkBox('F', 'italic')
  const high = fit === 'safe' ? 244 : 316
  const size = high / box.height
  const x = (side - box.width * size) / 2 - box.left * size
  const y = (side - high) / 2 - box.top * size - side * 0.028
  const under = (side + high) / 2 + side * (fit === 'safe' ? 0.035 : 0.045)
  const half = high * 0.43
  const corner = fit === 'rounded' ? 96 : 0
  return svg(
    side,
    side,
    'Fashionistas',
    `<rect width="${side}" height="${side}" rx="${corner}" fill="${ink}"/>` +
      `<path d="${outline('F', { face: 'italic', size }, { x, y })}" fill="${bone}" stroke="${bone}" stroke-width="4.5" stroke-linejoin="round"/>` +
      stitches({ from: side / 2 - half, to: side / 2 + half, y: under, count: 4, thick: side * 0.027 }, fuchsiaOnInk),
  )
}

interface Seam {
  readonly from: number
  readonly to: number
  readonly y: number
  readonly count: number
  readonly thick: number
}

/** Whole stitches from end to end: a dash cut short would look like a thread that ran out. */
function stitches({ from, to, y, count, thick }: Seam, thread: Color): string {
  const step = (to - from) / (count - 0.32)
  const long = step * 0.68 - thick
  const drawn = Array.from({ length: count }, (_unused, index) => `M${round(from + thick / 2 + index * step)} ${round(y)}h${round(long)}`)
  return `<path d="${drawn.join('')}" stroke="${thread}" stroke-width="${round(thick)}" stroke-linecap="round" fill="none"/>`
}

/** The fuchsia as it is read on ink. */
const fuchsiaOnInk = '#FF6FB0'

export const wordmarks = { 'logo.svg': drawWordmark(ink, fuchsia), 'logo-dark.svg': drawWordmark(bone, fuchsiaOnInk) } as const

function svg(width: number, height: number, label: string, drawing: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${drawing}</svg>\n`
}
