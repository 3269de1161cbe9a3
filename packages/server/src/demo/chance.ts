/** Chance that gives the same season every time: a small generator (mulberry32) with a seed of its own for each use. */
export type Chance = {
  /** From 0 up to 1. */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  isLucky(share: number): boolean
  pick<T>(from: readonly T[]): T
  /** Picks with weights. */
  weighted<T>(from: readonly (readonly [T, number])[]): T
  /** Around zero, as people's habits are (sum of uniforms). */
  normal(): number
  bytes(count: number): Uint8Array
  /** A UUIDv7 whose time is the row's own, so that ids sort as they would have. */
  id(at: Date): string
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const hex = (digits: number): string =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const pick = <T>(from: readonly T[]): T => must(from[Math.floor(next() * from.length)])
  return {
    next,
    pick,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    isLucky: (share) => next() < share,
    weighted(from) {
      let rest = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      const found = from.find(([, weight]) => (rest -= weight) < 0) ?? from.at(-1)
      return must(found)[0]
    },
    normal: () => (next() + next() + next() + next() - 2) * 1.73,
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)),
    id(at) {
      const time = at.getTime().toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + Math.floor(next() * 4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`
    },
  }
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}
