import { expect, test } from 'vitest'
import { Sessions } from './sessions.ts'

const facts = { userId: 'u', sessionId: 's' }
const clock = () => {
  let now = 0
  return { now: () => now, move: (ms: number) => void (now += ms) }
}

test('X-01 a session is read once a second, however often it asks', async () => {
  const time = clock()
  const sessions = new Sessions(time.now)
  let reads = 0
  const ask = () =>
    sessions.of('cookie', async () => {
      reads += 1
      return facts
    })
  expect([await ask(), await ask()]).toEqual([facts, facts])
  expect(reads).toBe(1)
  time.move(1_001)
  await ask()
  expect(reads).toBe(2)
  expect(await sessions.of('another cookie', async () => undefined)).toBeUndefined()
})

test('X-01 a session that ends here is not kept, also when it was read while it ended', async () => {
  const time = clock()
  const sessions = new Sessions(time.now)
  const open = async () => facts
  const closed = async () => undefined
  await sessions.of('cookie', open)
  sessions.forgetAll()
  expect(await sessions.of('cookie', closed)).toBeUndefined()

  await sessions.of('cookie', async () => {
    sessions.forgetAll() // a sign-out is written while this reads
    return facts
  })
  expect(await sessions.of('cookie', closed)).toBeUndefined()

  sessions.end(facts.sessionId)
  expect(await sessions.of('cookie', open)).toEqual(facts) // its transaction has not ended yet
  time.move(1)
  expect(await sessions.of('cookie', closed)).toBeUndefined()
})
