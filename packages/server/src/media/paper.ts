import type { Stage } from '#media/art.ts'
import { mix, type Color } from '#media/color.ts'
import { band, blob, round, type Point } from '#media/curve.ts'
import { bone, ink, type Palette } from '#media/palette.ts'
import { between, pick, type Random } from '#media/random.ts'

/** Cultural: things made by hand. A plaited mat as from Tuchín, flowers of cut paper, or layers sewn and opened like a mola. */
export function drawPaper(stage: Stage): string {
  return pick(stage.random, [drawPlait, drawFlowers, drawLayers])(stage)
}

/** A twill of two strands: where the figure says so the dyed strand lies on top. */
function drawPlait({ left, top, width, height, random, palette }: Stage): string {
  const cell = Math.min(width, height) / Math.round(between(random, 25, 33))
  const figure = figureOf(random)
  const { accent, partner, isDark } = palette
  const dark = isDark ? accent : pick(random, [accent, ink])
  const light = isDark ? mix(partner, bone, 0.6) : pick(random, ['#F3E9D6', mix(partner, bone, 0.72)])
  const band_ = pick(random, [accent, partner])
  const [columns, rows] = [Math.ceil(width / cell) + 2, Math.ceil(height / cell) + 2]
  const strands = `<linearGradient id="over" x1="0" y1="0" x2="1" y2="0">${relief}</linearGradient><linearGradient id="down" x1="0" y1="0" x2="0" y2="1">${relief}</linearGradient>`
  const middle = { x: Math.floor(columns / 2), y: Math.floor(rows / 2) }
  const gap = cell * 0.05
  const cells = Array.from({ length: rows }, (_unused, row) =>
    Array.from({ length: columns }, (_unused2, column) => {
      const isOver = figure(column - middle.x, row - middle.y)
      const [x, y] = [left + (column - 0.5) * cell, top + (row - 0.5) * cell]
      const color = isOver ? dark : light
      const [wide, high] = isOver ? [cell + 0.4, cell - gap * 2] : [cell - gap * 2, cell + 0.4]
      const place = `x="${round(x + (isOver ? 0 : gap))}" y="${round(y + (isOver ? gap : 0))}" width="${round(wide)}" height="${round(high)}"`
      return `<rect ${place} fill="${isOver && isBorder(row - middle.y) ? band_ : color}"/><rect ${place} fill="url(#${isOver ? 'down' : 'over'})"/>`
    }).join(''),
  )
  return `<defs>${strands}</defs><rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="${mix(dark, ink, 0.7)}"/>${cells.join('')}`
}

const relief = `<stop offset="0" stop-color="${ink}" stop-opacity="0.34"/><stop offset="0.3" stop-color="#FFFDF8" stop-opacity="0.16"/><stop offset="0.6" stop-color="#FFFDF8" stop-opacity="0.04"/><stop offset="1" stop-color="${ink}" stop-opacity="0.3"/>`

function isBorder(row: number): boolean {
  return Math.abs(row) % 14 === 13 || Math.abs(row) % 14 === 12
}

type Figure = (column: number, row: number) => boolean

/** Diamonds, eyes and chevrons: figures that a plaiter can count. */
function figureOf(random: Random): Figure {
  const period = pick(random, [10, 12, 14, 16])
  const fold = (value: number) => Math.abs((((value % period) + period) % period) - period / 2)
  const diamond: Figure = (column, row) => (fold(column) + fold(row)) % (period / 2) < period / 4
  const eye: Figure = (column, row) => {
    const ring = Math.max(fold(column), fold(row))
    const slant = fold(column) + fold(row)
    return slant < period / 2 ? slant % 4 < 2 : ring % 2 < 1
  }
  const chevron: Figure = (column, row) => (fold(column) + row + 600) % 6 < 3
  return pick(random, [diamond, eye, chevron])
}

/** Cut paper: large leaves and flowers, each laid on the last with its small shadow. */
function drawFlowers({ left, top, width, height, random, palette }: Stage): string {
  const sheets = sheetsOf(palette)
  const unit = Math.min(width, height)
  const spots = scatter(random, { left, top, width, height })
  const leaves = spots
    .map(({ x, y, scale }) => leavesAround(random, { x, y, scale }, { unit, color: mix(palette.accent, ink, palette.isDark ? 0.62 : 0.68) }))
    .join('')
  return (
    leaves +
    spots
      .map(({ x, y, scale }, index) => {
        const petals = pick(random, [6, 8, 10, 12, 16])
        const turn = random() * Math.PI
        const radius = unit * scale
        const color = sheets[index % sheets.length] ?? palette.accent
        const inner = sheets[(index + 2) % sheets.length] ?? palette.partner
        const centre = sheets[(index + 3) % sheets.length] ?? palette.reading
        const form = pick(random, [0.45, 0.62, 0.75])
        return (
          sheet(flower({ x, y }, { radius, petals, turn, waist: form }), color, unit) +
          sheet(flower({ x, y }, { radius: radius * 0.6, petals, turn: turn + Math.PI / petals, waist: form }), inner, unit) +
          sheet(flower({ x, y }, { radius: radius * 0.26, petals: petals / 2 + 2, turn, waist: 0.8 }), centre, unit)
        )
      })
      .join('')
  )
}

/** Pointed leaves that look out from under a flower and fill the gaps between two. */
function leavesAround(random: Random, { x, y, scale }: Spot, { unit, color }: { readonly unit: number; readonly color: Color }): string {
  const count = Math.round(between(random, 5, 8))
  const turn = random() * Math.PI
  return Array.from({ length: count }, (_unused, index) => {
    const angle = turn + (Math.PI * 2 * index) / count
    const length = unit * scale * between(random, 1.28, 1.5)
    const along = (far: number, aside: number): Point => ({
      x: x + length * far * Math.cos(angle) - length * aside * Math.sin(angle),
      y: y + length * far * Math.sin(angle) + length * aside * Math.cos(angle),
    })
    const tip = along(1, 0)
    const edge = (side: 1 | -1) => [along(0.3, 0.02 * side), along(0.55, 0.13 * side), along(0.8, 0.12 * side), tip]
    return sheet(band(edge(1), edge(-1)), color, unit)
  }).join('')
}

interface Spot extends Point {
  readonly scale: number
}

/** One large flower off the middle, then smaller ones where there is room. */
function scatter(
  random: Random,
  { left, top, width, height }: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): readonly Spot[] {
  const unit = Math.min(width, height)
  const first: Spot = {
    x: left + width * between(random, 0.36, 0.64),
    y: top + height * between(random, 0.4, 0.6),
    scale: between(random, 0.34, 0.42),
  }
  const tries = Array.from({ length: 420 }, (_unused, index): Spot => ({
    x: left + width * between(random, -0.04, 1.04),
    y: top + height * between(random, -0.04, 1.04),
    scale: between(random, 0.13, 0.27) * (1 - index / 600),
  }))
  return tries.reduce<readonly Spot[]>(
    (placed, spot) =>
      placed.length < 40 && placed.every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) > (other.scale + spot.scale) * unit * 0.86)
        ? [...placed, spot]
        : placed,
    [first],
  )
}

function flower(
  { x, y }: Point,
  { radius, petals, turn, waist }: { readonly radius: number; readonly petals: number; readonly turn: number; readonly waist: number },
): string {
  const points = Math.round(petals) * 4
  return blob(
    Array.from({ length: points }, (_unused, index) => {
      const angle = turn + (Math.PI * 2 * index) / points
      const beat = 0.5 + 0.5 * Math.cos((Math.PI * 2 * index) / 4)
      const away = radius * (waist + (1 - waist) * beat)
      return { x: x + away * Math.cos(angle), y: y + away * Math.sin(angle) }
    }),
  )
}

/** Sheets opened one into the next along one flowing outline, as in a mola. */
function drawLayers({ left, top, width, height, random, palette }: Stage): string {
  const sheets = sheetsOf(palette)
  const unit = Math.min(width, height)
  const centre = { x: left + width * between(random, 0.4, 0.6), y: top + height * between(random, 0.42, 0.58) }
  const lobes = pick(random, [3, 4, 5, 6, 8])
  const [turn, depth, twist] = [random() * Math.PI, between(random, 0.14, 0.26), between(random, -0.05, 0.05)]
  const count = 15
  const reach = Math.hypot(width, height) * 0.62
  return Array.from({ length: count }, (_unused, index) => {
    const radius = reach * (1 - index / count) ** 1.05
    const points = Array.from({ length: lobes * 8 }, (_unused2, step): Point => {
      const angle = (Math.PI * 2 * step) / (lobes * 8)
      const wave = Math.cos(lobes * angle + turn + index * twist * 6)
      const away = radius * (1 + depth * wave + 0.05 * Math.cos(lobes * 3 * angle + turn))
      return { x: centre.x + away * Math.cos(angle), y: centre.y + away * Math.sin(angle) * Math.min(1.2, Math.max(0.8, height / width)) }
    })
    const color = sheets[index % sheets.length] ?? palette.accent
    return sheet(blob(points), color, unit)
  }).join('')
}

function sheetsOf({ accent, partner, isDark }: Palette): readonly Color[] {
  return isDark
    ? [accent, partner, mix(partner, bone, 0.75), mix(accent, ink, 0.45)]
    : [accent, '#FBF6EC', partner, mix(accent, ink, 0.5), mix(partner, bone, 0.55)]
}

/** Paper has thickness: a close shadow, a wider fainter one, and then the sheet. */
function sheet(path: string, color: Color, unit: number): string {
  const shadow = (shift: number, depth: number) =>
    `<path d="${path}" fill="${ink}" fill-opacity="${depth}" transform="translate(${round(unit * shift * 0.6)} ${round(unit * shift)})"/>`
  return `${shadow(0.011, 0.1)}${shadow(0.007, 0.14)}${shadow(0.003, 0.2)}<path d="${path}" fill="${color}"/>`
}
