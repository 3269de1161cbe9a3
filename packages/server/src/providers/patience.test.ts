import { expect, test } from 'vitest'
import { ProviderUnavailable, type ProviderPayment } from '#payments/provider.ts'
import { chargeOnce } from './charge-once.ts'
import { patiently } from './patiently.ts'
import { retryAfterOf } from './retry-after.ts'

const found: ProviderPayment = { providerRef: 'p', reference: 'r', status: 'pending', amount: { minor: 1, currency: 'COP' }, raw: {} }
const lost = (arrived: 'never' | 'maybe', retryAfterMs?: number) => new ProviderUnavailable('lost', { arrived, retryAfterMs })
/** Fails as often as told, then answers. */
function failing(errors: readonly Error[]) {
  const left = [...errors]
  let calls = 0
  const work = async (): Promise<string> => {
    calls += 1
    const error = left.shift()
    if (error) throw error
    return 'done'
  }
  return { work, calls: () => calls }
}

test('R-03 a call is made again after a growing wait, three times at most, and a refusal of ours never', async () => {
  const twice = failing([lost('maybe'), lost('maybe')])
  expect(await patiently(twice.work)).toBe('done')
  const always = failing([lost('maybe'), lost('maybe'), lost('maybe'), lost('maybe')])
  await expect(patiently(always.work)).rejects.toThrow(ProviderUnavailable)
  expect(always.calls()).toBe(3)
  const fault = failing([new Error('401')])
  await expect(patiently(fault.work)).rejects.toThrow('401')
  expect(fault.calls()).toBe(1)
})

test('R-03 nobody is kept waiting for a company that wants half a minute', async () => {
  const overrun = failing([lost('never', 30_000)])
  await expect(patiently(overrun.work)).rejects.toMatchObject({ retryAfterMs: 30_000 })
  expect(overrun.calls()).toBe(1)
})

test('R-03 a charge that stands there is found and not sent again; one that does not is', async () => {
  const made = failing([lost('maybe')])
  expect(await chargeOnce({ send: made.work, find: async () => [found] })).toBe(found)
  expect(made.calls()).toBe(1)
  const notMade = failing([lost('maybe')])
  expect(await chargeOnce({ send: notMade.work, find: async () => [] })).toBe('done')
  expect(notMade.calls()).toBe(2)
})

test('R-03 one try that may have arrived makes the whole charge uncertain', async () => {
  const find = async () => await Promise.reject(lost('never'))
  const mixed = failing([lost('never'), lost('maybe'), lost('never')])
  await expect(chargeOnce({ send: mixed.work, find })).rejects.toMatchObject({ arrived: 'maybe' })
  const never = failing([lost('never'), lost('never'), lost('never')])
  await expect(chargeOnce({ send: never.work, find })).rejects.toMatchObject({ arrived: 'never' })
})

test.each([
  ['7', 7_000],
  ['0', 0],
  ['999999', 3_600_000],
  ['soon', undefined],
  [null, undefined],
])('R-03 Retry-After %s is %s ms', (told, expected) => {
  expect(retryAfterOf(new Headers(told === null ? {} : { 'retry-after': told }))).toBe(expected)
})
