import fc from 'fast-check'

export const typeNames = ['general', 'mesa', 'palco'] as const
export const codeNames = ['UNICO', 'POCOS', 'PRENSA'] as const
export const people = 3
const process: fc.Arbitrary<number> = fc.constantFrom(0, 1)
const copies: fc.Arbitrary<number> = fc.constantFrom(1, 1, 2, 3)
/** Which of the orders that are there; the number is taken modulo their count. */
const order = fc.nat(40)

const units: fc.Arbitrary<number> = fc.constantFrom(1, 1, 2, 3)
const line = fc.record({ type: fc.constantFrom(...typeNames), quantity: units })
const hold = fc.record({
  act: fc.constant('hold' as const),
  process,
  buyer: fc.nat(people - 1),
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 2, selector: ({ type }) => type }),
  code: fc.option(fc.constantFrom(...codeNames), { freq: 3 }),
  copies,
  /** The last copy has another body. */
  isMixed: fc.boolean(),
})
const again = fc.record({ act: fc.constant('again' as const), process, order, isOther: fc.boolean() })
const pay = fc.record({
  act: fc.constant('pay' as const),
  process,
  order,
  how: fc.constantFrom('approves' as const, 'is_silent' as const, 'is_silent' as const, 'declines' as const),
  copies,
  isMixed: fc.boolean(),
})
const release = fc.record({ act: fc.constant('release' as const), process, order, copies })
const refund = fc.record({ act: fc.constant('refund' as const), process, order, isAll: fc.boolean(), copies })
const sweep = fc.record({ act: fc.constant('sweep' as const), process })
const drain = fc.record({ act: fc.constant('drain' as const), process })
const act = fc.oneof(
  { arbitrary: hold, weight: 8 },
  { arbitrary: pay, weight: 5 },
  { arbitrary: drain, weight: 3 },
  { arbitrary: release, weight: 1 },
  { arbitrary: refund, weight: 2 },
  { arbitrary: again, weight: 2 },
  { arbitrary: sweep, weight: 1 },
)

/** One after the other, or several at once. */
const together = fc.record({ step: fc.constant('together' as const), acts: fc.oneof(fc.tuple(act), fc.array(act, { minLength: 2, maxLength: 4 })) })
const wait = fc.record({ step: fc.constant('wait' as const), minutes: fc.constantFrom(1, 11, 16) })
/** A payer who was silent pays after all. */
const payerPays = fc.record({ step: fc.constant('payer_pays' as const), payment: fc.nat(40) })
const companyTells = fc.record({ step: fc.constant('company_tells' as const), copies })
const moneyGoesBack = fc.record({ step: fc.constant('money_goes_back' as const) })

const step = fc.oneof(
  { arbitrary: together, weight: 12 },
  { arbitrary: wait, weight: 2 },
  { arbitrary: payerPays, weight: 3 },
  { arbitrary: companyTells, weight: 2 },
  { arbitrary: moneyGoesBack, weight: 1 },
)
export const course = (length: number) => fc.array(step, { minLength: Math.floor(length / 2), maxLength: length, size: 'max' })

export type Act = typeof act extends fc.Arbitrary<infer A> ? A : never
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
