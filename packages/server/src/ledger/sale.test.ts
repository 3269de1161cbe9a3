import { expect, test } from 'vitest'
import { clearing, differenceTaken, refundExecuted, refundPromised, refundsPayable, saleCaptured, suspense, unownedCaptured } from './sale.ts'

const shares = { ticketIva: 1, parafiscal: 20, commission: 300, commissionIva: 4_000, venue: 50_000, organizer: 600_000 }
const gross = 654_321
const heldFor = (sign: 1 | -1) => [
  { account: { code: 'organizer_payable:org:held', kind: 'liability', organizationId: 'org' }, amountMinor: sign * 600_000 },
  { account: { code: 'organizer_tax_held:org:iva', kind: 'liability', organizationId: 'org' }, amountMinor: sign },
  { account: { code: 'venue_payable:org:held', kind: 'liability' }, amountMinor: sign * 50_000 },
  { account: { code: 'revenue:commission:tickets', kind: 'income' }, amountMinor: sign * 300 },
  { account: { code: 'tax_payable:iva', kind: 'liability' }, amountMinor: sign * 4_000 },
  { account: { code: 'tax_payable:parafiscal_1493', kind: 'liability' }, amountMinor: sign * 20 },
]
const atWompi = { code: 'provider_clearing:wompi', kind: 'asset' }
const owedBack = { code: 'refunds_payable', kind: 'liability' }

test('P-07 a sale debits the provider with the whole and credits everybody with their share', () => {
  expect(saleCaptured('wompi', 'org', shares)).toEqual([{ account: atWompi, amountMinor: gross }, ...heldFor(-1)])
})

test('P-07 a promised refund takes every share back and is owed to the buyer', () => {
  expect(refundPromised('org', shares)).toEqual([...heldFor(1), { account: owedBack, amountMinor: -gross }])
})

test('P-07 a refund that was carried out is no longer owed and has left the provider', () => {
  expect(refundExecuted('wompi', 7)).toEqual([
    { account: owedBack, amountMinor: 7 },
    { account: atWompi, amountMinor: -7 },
  ])
})

test('P-07 money that came for nothing is owed back, and a difference waits for a person', () => {
  expect(unownedCaptured('wompi', 7)).toEqual([
    { account: atWompi, amountMinor: 7 },
    { account: owedBack, amountMinor: -7 },
  ])
  expect(differenceTaken('wompi', 7)).toEqual([
    { account: atWompi, amountMinor: 7 },
    { account: { code: 'suspense:wompi', kind: 'liability' }, amountMinor: -7 },
  ])
  expect([clearing('wompi'), refundsPayable, suspense('wompi').kind]).toEqual([atWompi, owedBack, 'liability'])
})
