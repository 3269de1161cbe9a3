import { expect, test } from 'vitest'
import { afterRefusal } from './retry.ts'

test('W-02 a passing trouble is tried four times, each time later, then the next channel is taken', () => {
  const waits = [1, 2, 3].map((tries) => afterRefusal('retry_backoff', '131000', tries, 0.5))
  expect(waits).toEqual([5_000, 20_000, 80_000].map((afterMs) => ({ then: 'retry', afterMs })))
  expect(afterRefusal('retry_backoff', '131000', 4, 0.5)).toEqual({ then: 'next_channel', state: 'dead' })
})

test('W-02 a request to be slower never changes the channel early, and is slower still for one person', () => {
  expect(afterRefusal('retry_after', '130429', 1, 0.5)).toEqual({ then: 'retry', afterMs: 1_000 })
  expect(afterRefusal('retry_after', '131056', 2, 0.5)).toEqual({ then: 'retry', afterMs: 24_000 })
})

test('W-02 what the person or the template cannot do goes to the next channel at once, and a stopped sender is left alone', () => {
  expect(afterRefusal('fallback_channel', '131026', 1, 0.5)).toEqual({ then: 'next_channel', state: 'failed' })
  expect(afterRefusal('suppress', '131050', 1, 0.5)).toEqual({ then: 'next_channel', state: 'failed' })
  expect(afterRefusal('fix_template', '132001', 1, 0.5)).toEqual({ then: 'next_channel', state: 'dead' })
  expect(afterRefusal('halt_sender', '190', 1, 0.5)).toMatchObject({ then: 'halt' })
  expect(afterRefusal('unknown_outcome', 'no_answer', 1, 0.5)).toEqual({ then: 'wait_for_news' })
})
