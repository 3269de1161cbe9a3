import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'

/** Time, chance and ids: what a handler may not take from globals, so that tests decide them. */
export type World = {
  now(): Date
  /** A UUIDv7: ordered by time, made by us. */
  newId(): string
  random(bytes: number): Uint8Array
}

export const realWorld: World = { now: () => new Date(), newId: () => v7(), random: (bytes) => randomBytes(bytes) }

/** A world for tests, whose clock stands still until it is moved. */
export function worldAt(start: Date | string): World & { move(milliseconds: number): void; set(time: Date): void } {
  let now = new Date(start)
  return {
    ...realWorld,
    now: () => new Date(now),
    move: (milliseconds) => void (now = new Date(now.getTime() + milliseconds)),
    set: (time) => void (now = new Date(time)),
  }
}
