import type { Stage } from '#media/art.ts'
import { mix, ramp } from '#media/color.ts'
import { band, round, smooth, type Point } from '#media/curve.ts'
import { bone } from '#media/palette.ts'
import { between, pick, type Random } from '#media/random.ts'

/** Concert: sound made visible. Strings that swell, rings that meet, or a drum skin of dots. */
export function drawWaves(stage: Stage): string {
  return pick(stage.random, [drawStrings, drawRings, drawSwell])(stage)
}

const tau = Math.PI * 2

/** Rows of strings; where a packet of sound passes they swell, and a nearer string hides what lies behind. */
function drawStrings({ left, top, width, height, random, palette }: Stage): string {
  const rows = 46
  const packets = packetsOf(random)
  const shade = ramp([palette.accent, mix(palette.accent, palette.partner, 0.5), palette.partner, palette.isDark ? bone : palette.reading])
  const lines = Array.from({ length: rows }, (_, row) => {
    const depth = row / (rows - 1)
    const base = top + height * (0.2 + depth * 0.88)
    const crest = Array.from({ length: 61 }, (_unused, column): Point => {
      const across = column / 60
      return { x: left + width * (across * 1.04 - 0.02), y: base - height * 0.34 * swell(packets, across, depth) }
    })
    const bottom = `L${round(left + width * 1.02)} ${round(base + height)}L${round(left - width * 0.02)} ${round(base + height)}Z`
    return `<path d="${smooth(crest)}${bottom}" fill="${palette.backdrop}"/><path d="${smooth(crest)}" fill="none" stroke="${shade(depth * 0.9 + 0.05)}" stroke-width="${round(1.6 + depth * 3.4)}" stroke-linejoin="round"/>`
  })
  return lines.join('')
}

interface Packet {
  readonly at: number
  readonly deep: number
  readonly wide: number
  readonly loud: number
  readonly count: number
  readonly phase: number
}

function packetsOf(random: Random): readonly Packet[] {
  const main = {
    at: between(random, 0.35, 0.65),
    deep: between(random, 0.35, 0.6),
    wide: between(random, 0.16, 0.24),
    loud: between(random, 0.8, 1.05),
    count: between(random, 2.5, 5),
    phase: random(),
  }
  const echo = {
    at: main.at < 0.5 ? between(random, 0.72, 0.9) : between(random, 0.1, 0.28),
    deep: between(random, 0.1, 0.9),
    wide: between(random, 0.1, 0.16),
    loud: between(random, 0.35, 0.55),
    count: between(random, 4, 7),
    phase: random(),
  }
  return [main, echo]
}

function swell(packets: readonly Packet[], across: number, depth: number): number {
  return packets.reduce((sum, { at, deep, wide, loud, count, phase }) => {
    const near = Math.exp(-(((across - at) / wide) ** 2) - ((depth - deep) / 0.42) ** 2)
    return (
      sum + loud * near * (0.5 + 0.5 * Math.sin(tau * (count * across + phase + depth * 1.3)) * (0.75 + 0.25 * Math.cos(tau * depth * 2 + phase)))
    )
  }, 0)
}

/** Rings from two sources. Their lines thicken where both arrive together and thin out where they cancel. */
function drawRings({ left, top, width, height, random, palette }: Stage): string {
  const reach = Math.hypot(width, height)
  const one = { x: left + width * between(random, 0.22, 0.42), y: top + height * between(random, 0.3, 0.6) }
  const other = { x: left + width * between(random, 0.66, 0.95), y: top + height * between(random, 0.2, 0.85) }
  const length = Math.min(width, height) / between(random, 17, 22)
  const shade = ramp([palette.partner, mix(palette.accent, palette.partner, 0.4), palette.accent, mix(palette.accent, palette.backdrop, 0.55)])
  const rings = Array.from({ length: Math.ceil((reach * 0.86) / length) }, (_, index) => {
    const radius = (index + 0.5) * length
    const points = Math.max(24, Math.min(110, Math.round(radius / length) * 10))
    const edge = (side: 1 | -1) =>
      Array.from({ length: points + 1 }, (_unused, turn): Point => {
        const angle = (tau * turn) / points
        const at = { x: one.x + radius * Math.cos(angle), y: one.y + radius * Math.sin(angle) }
        const meeting = 0.5 + 0.5 * Math.cos(tau * (Math.hypot(at.x - other.x, at.y - other.y) / (length * 2.6)))
        const away = radius + side * length * (0.06 + 0.36 * meeting)
        return { x: one.x + away * Math.cos(angle), y: one.y + away * Math.sin(angle) }
      })
    return `<path d="${band(edge(1), edge(-1))}" fill="${shade(radius / (reach * 0.8))}"/>`
  })
  return `${rings.slice(1).join('')}<circle cx="${round(one.x)}" cy="${round(one.y)}" r="${round(length * 0.9)}" fill="${shade(0)}"/>`
}

/** Broad bands that rise and fall together like one long chord, from the dye into light. */
function drawSwell({ left, top, width, height, random, palette }: Stage): string {
  const bands = Math.round(between(random, 22, 30))
  const [phase, slant, beats] = [random(), between(random, -0.35, 0.35), between(random, 0.8, 1.5)]
  const shade = ramp([
    mix(palette.partner, bone, 0.5),
    palette.partner,
    mix(palette.accent, palette.partner, 0.4),
    palette.accent,
    mix(palette.accent, palette.ground, 0.6),
  ])
  const edge = (index: number) =>
    Array.from({ length: 41 }, (_unused, column): Point => {
      const across = column / 40
      const depth = index / bands
      const loud =
        0.16 * Math.sin(tau * (beats * across + phase + depth * 0.7)) * Math.exp(-(((depth - 0.5) / 0.42) ** 2)) +
        0.05 * Math.sin(tau * (beats * 2.7 * across - phase + depth * 1.6))
      return { x: left + width * (across * 1.04 - 0.02), y: top + height * (depth * 1.15 - 0.02 + loud + slant * (across - 0.5) * 0.3) }
    })
  const drawn = Array.from({ length: bands }, (_unused, index) => {
    const thick = 0.28 + 0.5 * (0.5 + 0.5 * Math.sin(tau * ((index / bands) * 1.5 + phase)))
    const [above, below] = [edge(index), edge(index + thick)]
    return `<path d="${band(above, below)}" fill="${shade(index / bands)}"/>`
  })
  return drawn.join('')
}
