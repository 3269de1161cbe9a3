import type { Stage } from '#media/art.ts'
import { mix } from '#media/color.ts'
import { polygon, round, type Point } from '#media/curve.ts'
import { bone, ink, type Palette } from '#media/palette.ts'
import { between, pick } from '#media/random.ts'

/** Corporate: built order. A facade of fins in raking light, or walls and stairs under a low sun. */
export function drawPlanes(stage: Stage): string {
  return pick(stage.random, [drawFacade, drawStairs, drawArcade])(stage)
}

interface Lights {
  readonly lit: string
  readonly shaded: string
  readonly dark: string
  readonly glow: string
}

function lightsOf({ accent, partner, isDark }: Palette): { readonly stone: Lights; readonly dyed: Lights } {
  const stone = isDark
    ? { lit: '#D9CFC0', shaded: '#5B534B', dark: '#2A2522', glow: '#F6F1E8' }
    : { lit: '#FBF7EF', shaded: '#B9AE9E', dark: '#5F564C', glow: paperWhite }
  return {
    stone,
    dyed: { lit: mix(accent, partner, 0.35), shaded: mix(accent, ink, 0.3), dark: mix(accent, ink, 0.66), glow: mix(partner, bone, 0.35) },
  }
}

const paperWhite = '#FFFDF8'

/** Vertical fins whose tops follow one long curve; each has a lit and a shaded side, and a few are dyed. */
function drawFacade({ left, top, width, height, random, palette }: Stage): string {
  const { stone, dyed } = lightsOf(palette)
  const fins = Math.round(between(random, 15, 22))
  const [rise, bow, shift] = [between(random, 0.1, 0.26), between(random, 0.7, 1.3), between(random, 0.1, 0.9)]
  const accented = Math.floor(fins * between(random, 0.25, 0.7))
  const many = Math.round(between(random, 1, 4))
  const step = width / fins
  const level = (place: number) => top + height * (0.36 - rise * Math.cos((place - shift) * Math.PI * bow))
  const defs =
    gradient('lit', stone.glow, stone.lit, stone.shaded) +
    gradient('shade', stone.shaded, stone.dark, mix(stone.dark, ink, 0.45)) +
    gradient('dyed', dyed.glow, dyed.lit, dyed.shaded) +
    gradient('deep', dyed.shaded, dyed.dark, mix(dyed.dark, ink, 0.4))
  const foot = top + height * 1.02
  const drawn = Array.from({ length: fins }, (_, index) => {
    const x = left + index * step
    const opening = 0.3 + 0.34 * (index / fins)
    const [from, turn, to] = [x, x + step * opening, x + step]
    const [high, low] = [level(index / fins), level((index + opening) / fins) + step * 0.5]
    const isDyed = index >= accented && index < accented + many
    return (
      `<path d="${polygon([
        { x: from, y: high },
        { x: turn + 0.6, y: low },
        { x: turn + 0.6, y: foot },
        { x: from, y: foot },
      ])}" fill="url(#${isDyed ? 'dyed' : 'lit'})"/>` +
      `<path d="${polygon([
        { x: turn, y: low },
        { x: to + 0.6, y: level((index + 1) / fins) },
        { x: to + 0.6, y: foot },
        { x: turn, y: foot },
      ])}" fill="url(#${isDyed ? 'deep' : 'shade'})"/>`
    )
  })
  const sun = { x: left + width * (shift < 0.5 ? 0.72 : 0.28), y: top + height * 0.2, radius: Math.min(width, height) * between(random, 0.1, 0.16) }
  return `<defs>${defs}</defs><circle cx="${round(sun.x)}" cy="${round(sun.y)}" r="${round(sun.radius)}" fill="${palette.accent}"/>${drawn.join('')}`
}

/** Stairs seen straight on climb to a doorway of light. */
function drawStairs({ left, top, width, height, random, palette }: Stage): string {
  const { stone, dyed } = lightsOf(palette)
  const treads = Math.round(between(random, 8, 12))
  const goesRight = random() < 0.5
  const mirror = (x: number) => left + width * (goesRight ? x : 1 - x)
  const down = (y: number) => top + height * y
  const run = 0.62 / treads
  const rise = 0.56 / treads
  const tops = Array.from({ length: treads + 1 }, (_, index) => ({ x: 0.2 + index * run, y: 1.0 - index * rise }))
  const wallEdge = tops.slice(0, -1).flatMap(({ x, y }): Point[] => [
    { x: mirror(x), y: down(y) },
    { x: mirror(x), y: down(y - rise) },
  ])
  const defs =
    gradient('wall', stone.glow, stone.lit, stone.shaded) +
    gradient('dyed', dyed.glow, dyed.lit, dyed.shaded) +
    gradient('deep', dyed.shaded, dyed.dark, dyed.dark)
  const sunRadius = Math.min(width, height) * between(random, 0.13, 0.2)
  const sun = `<circle cx="${round(mirror(0.3))}" cy="${round(down(0.3))}" r="${round(sunRadius)}" fill="${palette.isDark ? palette.partner : mix(palette.partner, paperWhite, 0.75)}"/>`
  const backWall =
    `<path d="${polygon([
      { x: mirror(0.52), y: down(0.06) },
      { x: mirror(1.02), y: down(-0.08) },
      { x: mirror(1.02), y: down(1) },
      { x: mirror(0.52), y: down(1) },
    ])}" fill="url(#dyed)"/>` +
    `<path d="${polygon([
      { x: mirror(0.52), y: down(0.06) },
      { x: mirror(0.47), y: down(0.11) },
      { x: mirror(0.47), y: down(1) },
      { x: mirror(0.52), y: down(1) },
    ])}" fill="url(#deep)"/>`
  const door = `<path d="${arch(mirror(0.72), mirror(0.86), down(0.2), down(0.46))}" fill="${dyed.dark}"/>`
  const flight = tops.slice(0, -1).map(({ x, y }) => {
    const near = mirror(x)
    return (
      `<path d="${polygon([
        { x: near, y: down(y - rise) },
        { x: mirror(1.3), y: down(y - rise) },
        { x: mirror(1.3), y: down(1.1) },
        { x: near, y: down(1.1) },
      ])}" fill="url(#wall)"/>` +
      `<path d="${polygon([
        { x: near, y: down(y - rise) },
        { x: near, y: down(1.1) },
        { x: mirror(x + run * 0.42), y: down(1.1) },
        { x: mirror(x + run * 0.42), y: down(y - rise * 0.58) },
      ])}" fill="${stone.dark}" fill-opacity="0.55"/>`
    )
  })
  return `<defs>${defs}</defs>${sun}${backWall}${door}${flight.join('')}<path d="M${wallEdge.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}" fill="none" stroke="${stone.glow}" stroke-width="2"/>`
}

/** Arches within arches, each a step further into the shade. */
function drawArcade({ left, top, width, height, random, palette }: Stage): string {
  const { stone, dyed } = lightsOf(palette)
  const depth = Math.round(between(random, 5, 7))
  const centre = left + width * between(random, 0.4, 0.6)
  const defs =
    gradient('lit', stone.glow, stone.lit, stone.shaded) +
    gradient('dyed', dyed.glow, dyed.lit, dyed.shaded) +
    gradient('deep', dyed.lit, dyed.shaded, dyed.dark)
  const dyedRing = Math.floor(between(random, 1, depth - 1))
  const rings = Array.from({ length: depth }, (_, index) => {
    const near = 1 - index / depth
    const half = width * 0.54 * near ** 1.15
    const crown = top + height * (0.06 + 0.5 * (1 - near) ** 0.9)
    const foot = top + height * 1.05
    const shift = width * 0.035 * near
    const fill = index === dyedRing ? 'url(#deep)' : index % 2 === 0 ? 'url(#lit)' : mix(stone.shaded, stone.dark, index / depth)
    return `<path d="${arch(centre - half + shift, centre + half + shift, crown + height * 0.01, foot)}" fill="${stone.dark}" fill-opacity="0.85"/><path d="${arch(centre - half, centre + half, crown, foot)}" fill="${fill}"/>`
  })
  const inner = width * 0.54 * (0.6 / depth) ** 1.15
  const glow = `<circle cx="${round(centre)}" cy="${round(top + height * 0.72)}" r="${round(inner * 1.4)}" fill="${dyed.glow}"/>`
  return `<defs>${defs}</defs>${rings.join('')}${glow}`
}

function arch(one: number, other: number, crown: number, foot: number): string {
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  const radius = (to - from) / 2
  const spring = Math.min(crown + radius, foot)
  return `M${round(from)} ${round(foot)}L${round(from)} ${round(spring)}A${round(radius)} ${round(spring - crown)} 0 0 1 ${round(to)} ${round(spring)}L${round(to)} ${round(foot)}Z`
}

function gradient(id: string, ...stops: readonly string[]): string {
  const drawn = stops.map((color, index) => `<stop offset="${round(index / Math.max(1, stops.length - 1))}" stop-color="${color}"/>`)
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${drawn.join('')}</linearGradient>`
}
