import type { Stage } from '#media/art.ts'
import { mix, ramp, type Color } from '#media/color.ts'
import { band, round, smooth, type Point } from '#media/curve.ts'
import { along, falls, fieldOf, type Fall } from '#media/fall.ts'
import { inkBox, outline } from '#media/lettering.ts'
import { bone, ink, paper, type Palette } from '#media/palette.ts'
import { pick } from '#media/random.ts'
import type { Box } from '#media/title.ts'
import { foldsOf } from '#media/weave.ts'

/** Fashion: cloth falling across the page, and between its lengths one letter as large as a garment. */
export function drawDrapes(stage: Stage): string {
  const { random } = stage
  const [back, front] = pick(random, falls)
  const { under, over, letter } = pick(random, dressings(stage.palette))
  return drawCloth(stage, back, under, 'back') + drawInitial(stage, letter) + drawCloth(stage, front, over, 'front')
}

/** Two cloths, each from the depth of a fold to the light on its ridge, and the colour of a letter that is read on both. */
interface Dressing {
  readonly under: readonly Color[]
  readonly over: readonly Color[]
  readonly letter: Color
}

function dressings({ accent, partner, isDark }: Palette): readonly [Dressing, ...Dressing[]] {
  const satin = [mix(accent, ink, 0.72), mix(accent, ink, 0.38), accent, mix(accent, partner, 0.45), mix(partner, bone, 0.45)]
  const silk = [mix(partner, accent, 0.8), mix(partner, accent, 0.42), partner, mix(partner, bone, 0.45), mix(partner, bone, 0.82)]
  const linen = ['#8E8375', '#C4B8A6', '#E4DACA', '#F4EDE1', '#FFFDF8']
  const velvet = ['#060505', '#141210', '#292320', '#4D4540', '#A2958A']
  return isDark
    ? [
        { under: velvet, over: satin, letter: bone },
        { under: satin, over: silk, letter: bone },
        { under: satin, over: linen, letter: mix(partner, bone, 0.3) },
      ]
    : [
        { under: linen, over: satin, letter: ink },
        { under: velvet, over: satin, letter: paper },
        { under: silk, over: satin, letter: ink },
        { under: linen, over: velvet, letter: accent },
      ]
}

const steps = 12
const threads = 72

function drawCloth(stage: Stage, fall: Fall, dye: readonly Color[], id: string): string {
  const weave = foldsOf(stage.random, fall.folds)
  const field = fieldOf(stage)
  const spine = Array.from({ length: steps + 1 }, (_, step) => along(fall, step / steps, field))
  const edges = Array.from({ length: threads + 1 }, (_, thread) => spine.map((middle, step) => weave.place(middle, thread / threads, step / steps)))
  const shade = ramp(dye)
  const strips = edges.slice(1).map((edge, thread) => {
    const before = edges[thread] ?? edge
    const [from, to] = [before[0] ?? origin, before.at(-1) ?? origin]
    const stops = before.map(
      (point, step) => `<stop offset="${offset(from, to, point)}" stop-color="${shade(weave.light((thread + 0.5) / threads, step / steps))}"/>`,
    )
    const beyond = edges[thread + 2] ?? edge
    return `<linearGradient id="${id}${thread}" gradientUnits="userSpaceOnUse" x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}">${stops.join('')}</linearGradient><path d="${band(before, halfWay(edge, beyond))}" fill="url(#${id}${thread})"/>`
  })
  const shape = `${smooth(edges[0] ?? [])}${smooth((edges.at(-1) ?? []).toReversed(), 'L')}Z`
  const unit = Math.min(stage.width, stage.height)
  const room = roomOf(edges.flat(), stage, unit * 0.06)
  // The strips are blurred into one surface; the clip gives the cloth back its clean edge, and the selvage keeps the blur from paling it.
  const selvage = `<path d="${shape}" fill="none" stroke="${shade(0.12)}" stroke-width="${round(unit * 0.03)}"/>`
  return (
    castShadow(shape, unit, stage.palette.isDark ? 0.07 : 0.037) +
    `<clipPath id="${id}edge"><path d="${shape}"/></clipPath><g clip-path="url(#${id}edge)"><path d="${shape}" fill="${shade(0.4)}"/>${softened(selvage + strips.join(''), { id: `${id}cloth`, blur: unit * 0.0042, room })}</g>`
  )
}

/** Soft by many faint strokes: a second blur would cost more than the cloth itself. */
function castShadow(shape: string, unit: number, depth: number): string {
  const strokes = Array.from({ length: 10 }, (_unused, index) => round(unit * 0.0074 * (index + 1)))
  return `<g transform="translate(${round(unit * 0.008)} ${round(unit * 0.016)})" fill="none" stroke="${ink}" stroke-opacity="${depth}" stroke-linejoin="round">${strokes.map((wide) => `<path d="${shape}" stroke-width="${wide}"/>`).join('')}</g>`
}

interface Softness {
  readonly id: string
  readonly blur: number
  readonly room: Box
}

function softened(drawing: string, { id, blur, room }: Softness): string {
  const region = `filterUnits="userSpaceOnUse" x="${round(room.left)}" y="${round(room.top)}" width="${round(room.width)}" height="${round(room.height)}"`
  return `<filter id="${id}" ${region} color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="${round(blur)}"/></filter><g filter="url(#${id})">${drawing}</g>`
}

/** The visible part of a cloth and a little more: a blur is paid by the pixel. */
function roomOf(points: readonly Point[], { left, top, width, height }: Stage, more: number): Box {
  const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const from = { x: within(Math.min(...xs), left, left + width) - more, y: within(Math.min(...ys), top, top + height) - more }
  const to = { x: within(Math.max(...xs), left, left + width) + more, y: within(Math.max(...ys), top, top + height) + more }
  return { left: from.x, top: from.y, width: to.x - from.x, height: to.y - from.y }
}

const origin: Point = { x: 0, y: 0 }

function offset(from: Point, to: Point, point: Point): number {
  const [x, y] = [to.x - from.x, to.y - from.y]
  const share = ((point.x - from.x) * x + (point.y - from.y) * y) / (x * x + y * y || 1)
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000
}

/** Each strip reaches half under the next one, so that no seam of ground shows between two. */
function halfWay(edge: readonly Point[], beyond: readonly Point[]): readonly Point[] {
  return edge.map((point, index) => ({ x: (point.x + (beyond[index]?.x ?? point.x)) / 2, y: (point.y + (beyond[index]?.y ?? point.y)) / 2 }))
}

function drawInitial({ initial, left, top, width, height }: Stage, color: Color): string {
  if (!initial) return ''
  const box = inkBox(initial, 'display')
  if (box.width === 0 || box.height === 0) return ''
  const size = Math.min((height * 0.86) / box.height, (width * 0.8) / box.width)
  const x = left + (width - box.width * size) / 2 - box.left * size
  const y = top + (height - box.height * size) / 2 - box.top * size
  return `<path d="${outline(initial, { face: 'display', size }, { x, y })}" fill="${color}"/>`
}
