import type { Quote } from '@fashionistas/contract'
import { expect, test } from 'vitest'
import { Refusal } from '../shell/wire.ts'
import { priceWithCode, takeFromLink, waitingCode } from './promo-code.ts'

const told = (promoCode: string | null): Quote => {
  const none = { minor: 0, currency: 'COP' } as const
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are branded texts, and this one is only looked at
  const eventId = 'event' as Quote['eventId']
  return {
    eventId,
    lines: [],
    promoCode,
    subtotal: none,
    discount: none,
    fees: none,
    taxes: none,
    total: none,
    taxIncluded: none,
    ivaBp: 0,
    hash: 'h',
    quotedAt: '',
  }
}

test('T-06 a refused code leaves the price without it, and says why', async () => {
  const refusal = new Refusal('code_used_up')
  const ask = (code?: string) => (code ? Promise.reject(refusal) : Promise.resolve(told(null)))
  expect(await priceWithCode(ask, 'PALCO')).toEqual({ quote: told(null), codeRefusal: refusal })
  expect(await priceWithCode((code) => Promise.resolve(told(code ?? null)), 'PALCO')).toEqual({ quote: told('PALCO'), codeRefusal: null })
})

test('T-06 a "no" that is not about the code stays a "no"', async () => {
  await expect(priceWithCode(() => Promise.reject(new Refusal('sold_out')), 'PALCO')).rejects.toThrow(Refusal)
})

test("T-06 a link's code is applied once: who takes it off keeps it off", () => {
  const taken = takeFromLink({ name: 'Ana' }, 'ALIADOS15')
  expect(taken).toEqual({ code: 'ALIADOS15', codeTyped: 'ALIADOS15', codeLinked: 'ALIADOS15' })
  expect(takeFromLink({ codeLinked: 'ALIADOS15' }, 'ALIADOS15')).toBeUndefined()
  expect(takeFromLink({ codeLinked: 'ALIADOS15' }, 'PALCO')).toMatchObject({ code: 'PALCO' })
  expect(takeFromLink({}, '')).toBeUndefined()
})

test('T-06 a code that was typed and not applied is waiting', () => {
  expect(waitingCode({ codeTyped: 'palco ' })).toBe('PALCO')
  expect(waitingCode({ codeTyped: 'palco', code: 'PALCO' })).toBe('')
  expect(waitingCode({})).toBe('')
})
