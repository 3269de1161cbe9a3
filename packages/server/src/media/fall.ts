import type { Point } from '#media/curve.ts'
import type { Box } from '#media/title.ts'

/** A length of cloth: its middle line and half width at even steps, in parts of the stage. */
export interface Fall {
  readonly line: readonly (readonly [x: number, y: number, half: number])[]
  readonly folds: number
}

/** How two lengths hang together, the one behind and the one in front. */
export const falls: readonly [readonly [Fall, Fall], ...(readonly [Fall, Fall])[]] = [
  [
    // a stole thrown over the page: enters high on the right, waists, and opens to the left
    {
      folds: 5,
      line: [
        [1.12, -0.3, 0.2],
        [0.98, 0.05, 0.2],
        [0.78, 0.36, 0.22],
        [0.72, 0.7, 0.3],
        [0.8, 1.25, 0.42],
      ],
    },
    {
      folds: 6,
      line: [
        [0.2, -0.25, 0.3],
        [0.24, 0.12, 0.2],
        [0.42, 0.42, 0.13],
        [0.3, 0.72, 0.24],
        [-0.12, 1.05, 0.4],
      ],
    },
  ],
  [
    // a train: one broad sweep from the upper left that turns out of the page on the right
    {
      folds: 4,
      line: [
        [0.5, -0.3, 0.18],
        [0.6, 0.02, 0.18],
        [0.82, 0.3, 0.16],
        [1.15, 0.5, 0.2],
        [1.5, 0.6, 0.2],
      ],
    },
    {
      folds: 7,
      line: [
        [0.08, -0.3, 0.12],
        [0.1, 0.1, 0.14],
        [0.24, 0.46, 0.2],
        [0.6, 0.72, 0.27],
        [1.25, 0.8, 0.4],
      ],
    },
  ],
  [
    // a curtain held in one hand: broad above, gathered, broad below
    {
      folds: 5,
      line: [
        [0.1, -0.3, 0.3],
        [0.2, 0.05, 0.26],
        [0.3, 0.4, 0.2],
        [0.16, 0.8, 0.26],
        [-0.1, 1.3, 0.34],
      ],
    },
    {
      folds: 7,
      line: [
        [0.9, -0.3, 0.4],
        [0.82, 0.08, 0.3],
        [0.66, 0.44, 0.1],
        [0.74, 0.76, 0.26],
        [0.86, 1.25, 0.5],
      ],
    },
  ],
  [
    // a scarf in the wind: crosses the page from side to side and back
    {
      folds: 4,
      line: [
        [-0.3, 0.7, 0.2],
        [0.1, 0.62, 0.2],
        [0.5, 0.76, 0.14],
        [0.9, 0.66, 0.2],
        [1.4, 0.5, 0.26],
      ],
    },
    {
      folds: 6,
      line: [
        [1.3, -0.05, 0.3],
        [0.95, 0.14, 0.24],
        [0.56, 0.2, 0.13],
        [0.24, 0.42, 0.2],
        [-0.3, 0.86, 0.36],
      ],
    },
  ],
]

export interface Spine {
  readonly at: Point
  readonly across: Point
  readonly half: number
}

/** A wide picture shows the middle of a taller one: squeezed flat, the cloth would break at its bends. */
export function fieldOf({ left, top, width, height }: Box): Box {
  const tall = Math.max(height, width * 0.86)
  return { left, top: top + (height - tall) / 2, width, height: tall }
}

/** Place, direction across and half width of the cloth at one moment of its fall. */
export function along({ line }: Fall, moment: number, { left, top, width, height }: Box): Spine {
  const read = (time: number, axis: 0 | 1 | 2) =>
    spline(
      line.map((knot) => knot[axis]),
      time,
    )
  const at = (time: number): Point => ({ x: left + read(time, 0) * width, y: top + read(time, 1) * height })
  const heading = (time: number) => {
    const [before, after] = [at(time - 0.01), at(time + 0.01)]
    return { angle: Math.atan2(after.y - before.y, after.x - before.x), length: Math.hypot(after.x - before.x, after.y - before.y) }
  }
  const { angle, length } = heading(moment)
  const turn = heading(moment + 0.01).angle - heading(moment - 0.01).angle
  const turned = Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)))
  return {
    at: at(moment),
    across: { x: -Math.sin(angle), y: Math.cos(angle) },
    // Wider than its bend, the cloth would fold through itself on the inside of the curve.
    half: Math.min(read(moment, 2) * Math.sqrt(width * height), (length / Math.max(turned, 0.001)) * 0.86),
  }
}

function spline(knots: readonly number[], time: number): number {
  const place = time * (knots.length - 1)
  const index = Math.max(0, Math.min(knots.length - 2, Math.floor(place)))
  const part = place - index
  const knot = (shift: number) => knots[Math.max(0, Math.min(knots.length - 1, index + shift))] ?? 0
  const [a, b, c, d] = [knot(-1), knot(0), knot(1), knot(2)]
  return b + part * ((c - a) / 2 + part * (a - 2.5 * b + 2 * c - d / 2 + part * ((3 * (b - c) + d - a) / 2)))
}
