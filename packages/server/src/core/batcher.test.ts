import { Refusal } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { Batcher } from './batcher.ts'

/** A work that waits until it is let go, and remembers what it was given. */
function gated() {
  const batches: (readonly number[])[] = []
  let gate = Promise.withResolvers<void>()
  return {
    batches,
    open: () => {
      gate.resolve()
      gate = Promise.withResolvers<void>()
    },
    work: async (items: readonly number[]) => {
      batches.push(items)
      await gate.promise
      return items.map((item) => item * 2)
    },
  }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('T-04 what comes while a batch is under way forms the next one, in its order, and each gets its own answer', async () => {
  const { batches, open, work } = gated()
  const batcher = new Batcher(work)
  const first = batcher.add(1)
  await turn()
  const more = [2, 3, 4].map((item) => batcher.add(item))
  expect(batches).toEqual([[1]])
  open()
  expect(await first).toBe(2)
  await turn()
  expect(batches).toEqual([[1], [2, 3, 4]])
  open()
  expect(await Promise.all(more)).toEqual([4, 6, 8])
})

test('T-04 no batch is larger than allowed, and a queue that is full says so instead of growing', async () => {
  const { batches, open, work } = gated()
  const batcher = new Batcher(work, { batch: 2, queue: 3 })
  const answers = Promise.allSettled(Array.from({ length: 5 }, (_, at) => batcher.add(at)))
  for (let round = 0; round < 2; round += 1) {
    await turn()
    open()
  }
  const settled = await answers
  expect(settled.slice(0, 3)).toMatchObject([{ value: 0 }, { value: 2 }, { value: 4 }])
  expect(settled.slice(3)).toMatchObject([{ reason: new Refusal('unavailable') }, { reason: new Refusal('unavailable') }])
  expect(batches).toEqual([[0, 1], [2]])
})

test('T-04 one poisoned act fails alone: its neighbours are done without it', async () => {
  const seen: (readonly number[])[] = []
  const batcher = new Batcher(async (items: readonly number[]) => {
    seen.push(items)
    if (items.includes(13)) throw new Error('poison')
    return items
  })
  const answers = await Promise.allSettled([12, 13, 14].map((item) => batcher.add(item)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(seen).toEqual([[12, 13, 14], [12], [13], [14]])
})

test('R-04 a database that is away fails the whole batch at once: nobody waits for a time-out each', async () => {
  let asked = 0
  const batcher = new Batcher((items: readonly number[]): Promise<readonly number[]> => {
    asked += items.length > 0 ? 1 : 0
    return Promise.reject(new Error('timeout exceeded when trying to connect'))
  })
  const answers = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)))
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(asked).toBe(1)
})

test('T-04 lanes do not wait for each other', async () => {
  const { batches, open, work } = gated()
  const batcher = new Batcher(work)
  const both = [batcher.add(1, 'one event'), batcher.add(2, 'another')]
  await turn()
  expect(batches).toEqual([[1], [2]])
  open()
  expect(await Promise.all(both)).toEqual([2, 4])
})
