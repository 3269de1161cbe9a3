import type { Point } from '#media/curve.ts'
import type { Spine } from '#media/fall.ts'
import { between, type Random } from '#media/random.ts'

/** Where each thread of a cloth lies and how much light it takes, across and down its length. */
export interface Weave {
  place(spine: Spine, across: number, down: number): Point
  light(across: number, down: number): number
}

/** Three orders of folds, each drifting sideways as it falls: large waves, pleats, and creases. */
export function foldsOf(random: Random, folds: number): Weave {
  const waves = [
    { count: folds * 0.5, depth: 1, phase: random(), drift: between(random, -0.5, 0.5), bend: between(random, 0.1, 0.3) },
    { count: folds, depth: 0.62, phase: random(), drift: between(random, -0.8, 0.8), bend: between(random, 0.1, 0.35) },
    { count: folds * 2.3, depth: 0.26, phase: random(), drift: between(random, -1.4, 1.4), bend: between(random, 0.2, 0.6) },
  ]
  const tau = Math.PI * 2
  const [gather, lean] = [between(random, 0.05, 0.1), random()]
  // Folds crowd on one side and open on the other: evenly spaced ones look like pipes.
  const crowd = (across: number) => across + gather * Math.sin(tau * (across * 0.9 + lean))
  const turn = (wave: (typeof waves)[number], across: number, down: number) =>
    tau * (wave.count * crowd(across) + wave.phase + wave.drift * down + wave.bend * Math.sin(tau * (down * 0.8 + wave.phase)))
  const slope = (across: number, down: number) => waves.reduce((sum, wave) => sum + wave.depth * Math.cos(turn(wave, across, down)), 0) / 1.5
  const height = (across: number, down: number) => waves.reduce((sum, wave) => sum + wave.depth * Math.sin(turn(wave, across, down)), 0) / 1.88
  return {
    // The waves also push the threads together and apart, so that the hem of each fold curls.
    place: ({ at, across: side, half }, across, down) => {
      const aside = half * (2 * across - 1 + ((0.16 * height(across, down)) / folds) * 4)
      return { x: at.x + side.x * aside, y: at.y + side.y * aside }
    },
    light: (across, down) => {
      const facing = Math.max(0, 0.5 + 0.5 * slope(across, down))
      const ridge = 0.5 + 0.5 * height(across, down)
      const sheen = Math.max(0, slope(across, down)) ** 3 * 0.22
      const rim = Math.min(1, Math.min(across, 1 - across) * 9 + 0.45)
      return (0.08 + 0.62 * facing ** 1.25 + 0.2 * ridge + sheen) * rim
    },
  }
}
