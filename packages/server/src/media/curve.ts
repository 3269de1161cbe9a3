export interface Point {
  readonly x: number
  readonly y: number
}

/** One decimal is a tenth of a pixel at print size; more only makes the file heavier. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** A smooth line through all points (Catmull-Rom as Bézier curves), starting with the given command. */
export function smooth(points: readonly Point[], start: 'M' | 'L' = 'M'): string {
  const [first] = points
  if (!first) return ''
  const bends = points.slice(1).map((end, index) => {
    const from = points[index] ?? end
    const before = points[index - 1] ?? from
    const after = points[index + 2] ?? end
    return `C${pair({ x: from.x + (end.x - before.x) / 6, y: from.y + (end.y - before.y) / 6 })} ${pair({ x: end.x - (after.x - from.x) / 6, y: end.y - (after.y - from.y) / 6 })} ${pair(end)}`
  })
  return `${start}${pair(first)}${bends.join('')}`
}

/** A closed shape with straight sides. */
export function polygon(points: readonly Point[]): string {
  return `M${points.map(pair).join('L')}Z`
}

/** A closed shape between two smooth edges that run the same way. */
export function band(one: readonly Point[], other: readonly Point[]): string {
  return `${smooth(one)}${smooth(other.toReversed(), 'L')}Z`
}

/** A closed smooth shape through all points. */
export function blob(points: readonly Point[]): string {
  const [first, second] = points
  const last = points.at(-1)
  if (!first || !second || !last) return ''
  const around = [last, ...points, first, second]
  const bends = points.map((from, index) => {
    const before = around[index] ?? from
    const end = around[index + 2] ?? from
    const after = around[index + 3] ?? end
    return `C${pair({ x: from.x + (end.x - before.x) / 6, y: from.y + (end.y - before.y) / 6 })} ${pair({ x: end.x - (after.x - from.x) / 6, y: end.y - (after.y - from.y) / 6 })} ${pair(end)}`
  })
  return `M${pair(first)}${bends.join('')}Z`
}

function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`
}
