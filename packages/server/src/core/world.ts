import { randomBytes, randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** Time, chance and ids: what a handler may not take from globals, so that tests decide them. */
export type World = {
  now(): Date
  /** A UUIDv7: ordered by time, made by us. */
  newId(): string
  random(bytes: number): Uint8Array
}

/** Chance is drawn in stock: an order needs a dozen ids, and a call to the system for each would cost more than the rest of them. */
const stock = Buffer.alloc(4096)
let drawn = stock.length
function nextBytes(count: number): Uint8Array {
  if (drawn + count > stock.length) {
    randomFillSync(stock)
    drawn = 0
  }
  drawn += count
  return stock.subarray(drawn - count, drawn)
}

/** Ids of one millisecond count up from a random start (RFC 9562, 6.2, method 2): rows made one after the other sort so. */
let lastMs = 0
let count = 0
function newId(): string {
  const random = Buffer.from(nextBytes(16))
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    count = random.readUInt32BE(6) >>> 1
  } else count += 1
  return v7({ random, msecs: lastMs, seq: count })
}

export const realWorld: World = { now: () => new Date(), newId, random: (bytes) => randomBytes(bytes) }

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
