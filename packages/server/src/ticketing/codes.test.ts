import { Refusal } from '@fashionistas/contract'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../../test/given.ts'
import type { GivenEvent } from '../../test/given-event.ts'
import { refusalOf } from '../../test/harness.ts'
import { openShop, type Shop } from '../../test/shop.ts'
import { discountsOf } from './discount.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(async () => await shop.stop())

const organizer = () => shop.harness.as(shop.organizer.actor)
const guest = () => shop.harness.as(given.guest())
let people = 0

/** Somebody who was not here before, unless named, holds tickets with a code. */
async function hold(
  event: GivenEvent,
  promoCode: string,
  { quantity = 1, typeId = event.typeId, email }: { quantity?: number; typeId?: string; email?: string } = {},
) {
  const lines = [{ typeId, quantity }]
  const { hash } = await guest().quoteOrder({ eventId: event.eventId, lines, promoCode })
  people += 1
  return await guest().placeOrder({
    eventId: event.eventId,
    lines,
    promoCode,
    quoteHash: hash,
    buyer: { name: 'Juana Ospina', email: email ?? `juana${people}@codes.example`, phone: `+573101${String(people).padStart(6, '0')}` },
    consents: { terms: true, personalData: true },
  })
}

test('T-06 a percentage comes off each line in whole pesos, and the sale is posted at what was paid', async () => {
  const event = await shop.event({ types: [{ priceMinor: 3_333_300 }] })
  await organizer().createCode({ eventId: event.eventId, code: 'aliados 15', worth: { kind: 'percent', percentBp: 1500 } })
  const order = await hold(event, 'Aliados15', { quantity: 2 })
  expect(order).toMatchObject({ promoCode: 'ALIADOS15', subtotal: { minor: 6_666_600 }, discount: { minor: 999_900 }, total: { minor: 5_666_700 } })
  await shop.pay(order)
  await shop.harness.drain()
  const paid = await guest().getOrder({ orderId: order.id, token: order.link ?? undefined })
  expect(paid.state).toBe('paid')
  const sales = await organizer().getEventSales({ eventId: event.eventId })
  expect(sales.revenue.minor).toBe(5_666_700)
})

test('T-06 a code makes only its types cheaper, and says so when none of them is chosen', async () => {
  const event = await shop.event({ types: [{ name: 'General' }, { name: 'Palco', priceMinor: 30_000_000 }] })
  const [general, box] = event.types
  if (!general || !box) throw new Error('two types were given')
  await organizer().createCode({
    eventId: event.eventId,
    code: 'PALCO',
    worth: { kind: 'amount', amount: { minor: 5_000_000, currency: 'COP' } },
    typeIds: [box.id],
  })
  expect(await refusalOf(hold(event, 'PALCO', { typeId: general.id }))).toBe('code_not_applicable')
  const order = await hold(event, 'PALCO', { typeId: box.id })
  expect(order.total.minor).toBe(25_000_000)
})

test('T-06 a code that makes everything free issues the tickets at once', async () => {
  const event = await shop.event()
  await organizer().createCode({ eventId: event.eventId, code: 'PRENSA', worth: { kind: 'percent', percentBp: 10_000 } })
  const order = await hold(event, 'PRENSA')
  expect([order.state, order.tickets.length, order.total.minor]).toEqual(['paid', 1, 0])
})

test('R-01 a free order whose process died before its tickets gets them when the same request comes again', async () => {
  const event = await shop.event({ types: [{ priceMinor: 0 }] })
  const lines = [{ typeId: event.typeId, quantity: 1 }]
  const { hash } = await guest().quoteOrder({ eventId: event.eventId, lines })
  const buyer = { name: 'Juana Ospina', email: 'gratis@codes.example', phone: '+573108888888' }
  const wish = { eventId: event.eventId, lines, quoteHash: hash, buyer, consents: { terms: true, personalData: true } } as const
  const place = () => guest().placeOrder({ ...wish, lines: [...lines] }, { idempotencyKey: 'free-and-crashed' })
  const { id } = await place()
  // As the hold's own transaction left it.
  await shop.harness.database.system(async (tx) => {
    await sql`delete from tickets where order_id = ${id}`.execute(tx)
    await sql`update orders set state = 'held', paid_at = null, expires_at = placed_at + interval '10 minutes' where id = ${id}`.execute(tx)
    await sql`update pools p set held = held + q.quantity, sold = sold - q.quantity from order_pools q where q.order_id = ${id} and q.pool_id = p.id`.execute(
      tx,
    )
  })
  const again = await place()
  expect([again.id, again.state, again.tickets.length]).toEqual([id, 'paid', 1])
})

test('T-06 a code with one use is used once when twenty buyers try at once, and again when that one lets it go', async () => {
  const event = await shop.event()
  await organizer().createCode({ eventId: event.eventId, code: 'UNICO', worth: { kind: 'percent', percentBp: 5000 }, maxUses: 1 })
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => hold(event, 'UNICO')))
  const [won, ...more] = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  const codes = answers.flatMap((answer) => (answer.status === 'rejected' && answer.reason instanceof Refusal ? [answer.reason.code] : []))
  expect(more).toEqual([])
  expect(codes).toEqual(Array.from({ length: 19 }, () => 'code_used_up'))
  await guest().releaseOrder({ orderId: won?.id ?? '', token: won?.link ?? undefined })
  expect((await hold(event, 'UNICO')).promoCode).toBe('UNICO')
})

test('T-06 one buyer uses a code as often as allowed, also when they ask at once', async () => {
  const event = await shop.event()
  await organizer().createCode({ eventId: event.eventId, code: 'UNAVEZ', worth: { kind: 'percent', percentBp: 1000 }, maxPerBuyer: 1 })
  const answers = await Promise.allSettled(Array.from({ length: 3 }, () => hold(event, 'UNAVEZ', { email: 'same@codes.example' })))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await refusalOf(hold(event, 'UNAVEZ', { email: 'same@codes.example' }))).toBe('code_used_up')
})

test('T-06 a code is refused before it begins, after it ends, when it is off, and when nobody made it', async () => {
  const event = await shop.event()
  const now = shop.harness.world.now().getTime()
  const worth = { kind: 'percent', percentBp: 1000 } as const
  await organizer().createCode({ eventId: event.eventId, code: 'LUEGO', worth, startsAt: new Date(now + 60_000).toISOString() })
  await organizer().createCode({ eventId: event.eventId, code: 'ANTES', worth, endsAt: new Date(now - 60_000).toISOString() })
  const off = await organizer().createCode({ eventId: event.eventId, code: 'APAGADO', worth })
  await shop.harness.as(shop.organizer.actor).changeCode({ eventId: event.eventId, codeId: off.id, isActive: false }, { ifMatch: off.version })
  const refusals = await Promise.all(['LUEGO', 'ANTES', 'APAGADO', 'NADIE'].map((code) => refusalOf(hold(event, code))))
  expect(refusals).toEqual(['code_not_now', 'code_not_now', 'code_unknown', 'code_unknown'])
})

test('T-06 codes are made, listed and changed by the team alone; a name is taken once; uses never fall below what was used', async () => {
  const event = await shop.event()
  const { eventId } = event
  const worth = { kind: 'percent', percentBp: 1000 } as const
  const made = await organizer().createCode({ eventId, code: 'EQUIPO', worth, maxUses: 5 })
  expect(await refusalOf(organizer().createCode({ eventId, code: 'equipo', worth }))).toBe('code_taken')
  const stranger = await given.organizer(shop.harness)
  expect(await refusalOf(shop.harness.as(stranger.actor).listCodes({ eventId }))).toBe('not_found')
  const door = await given.member(shop.harness, shop.organizer.organizationId, 'door')
  expect(await refusalOf(shop.harness.as(door.actor).createCode({ eventId, code: 'PUERTA', worth }))).toBe('permission_missing')
  await hold(event, 'EQUIPO')
  await hold(event, 'EQUIPO')
  expect(await refusalOf(organizer().changeCode({ eventId, codeId: made.id, maxUses: 1 }, { ifMatch: made.version }))).toBe('capacity_below_sold')
  const changed = await organizer().changeCode({ eventId, codeId: made.id, maxUses: 2 }, { ifMatch: made.version })
  expect(changed).toMatchObject({ maxUses: 2, held: 2, used: 0 })
  expect(await refusalOf(organizer().changeCode({ eventId, codeId: made.id, maxUses: 9 }, { ifMatch: made.version }))).toBe('version_stale')
  expect((await organizer().listCodes({ eventId })).data.map(({ code }) => code)).toEqual(['EQUIPO'])
  expect(await refusalOf(hold(event, 'EQUIPO'))).toBe('code_used_up')
})

test('T-07 a required question is asked before tickets are held, options are kept to, and the answers stand on the order', async () => {
  const event = await shop.event()
  const { data, version } = await organizer().saveQuestions(
    {
      eventId: event.eventId,
      questions: [
        { kind: 'choice', label: { es: '¿Menú?' }, options: [{ es: 'Vegetariano', en: 'Vegetarian' }, { es: 'Con carne' }], isRequired: true },
        { kind: 'text', label: { es: '¿Cómo supiste?' } },
        { kind: 'yes_no', label: { es: '¿Vienes en bici?' } },
      ],
    },
    { ifMatch: 1 },
  )
  expect((await guest().getEvent({ idOrSlug: event.slug })).questions).toEqual(data)
  const lines = [{ typeId: event.typeId, quantity: 1 }]
  const { hash } = await guest().quoteOrder({ eventId: event.eventId, lines })
  const place = (answers: { questionId: string; value: string }[]) =>
    guest().placeOrder({
      eventId: event.eventId,
      lines,
      quoteHash: hash,
      answers,
      buyer: { name: 'Juana Ospina', email: 'pregunta@codes.example', phone: '+573109999999' },
      consents: { terms: true, personalData: true },
    })
  const questionId = data[0]?.id ?? ''
  expect(await refusalOf(place([]))).toBe('answer_missing')
  expect(await refusalOf(place([{ questionId, value: 'Pescado' }]))).toBe('answer_wrong')
  const order = await place([
    { questionId, value: 'Vegetariano' },
    { questionId: data[1]?.id ?? '', value: 'yes' },
    { questionId: data[2]?.id ?? '', value: 'no' },
  ])
  await organizer().saveQuestions({ eventId: event.eventId, questions: [] }, { ifMatch: version })
  const seen = await guest().getOrder({ orderId: order.id, token: order.link ?? undefined })
  expect(seen.answers).toEqual([
    { question: { es: '¿Menú?' }, kind: 'choice', value: 'Vegetariano', option: { es: 'Vegetariano', en: 'Vegetarian' } },
    { question: { es: '¿Cómo supiste?' }, kind: 'text', value: 'yes', option: null },
    { question: { es: '¿Vienes en bici?' }, kind: 'yes_no', value: 'no', option: null },
  ])
  expect(order.answers).toEqual(seen.answers)
})

test('T-07 of two people who edit the questions of an event the second is told, and the work of the first stays', async () => {
  const { eventId } = await shop.event()
  const { version } = await organizer().listQuestions({ eventId })
  const save = (es: string) => organizer().saveQuestions({ eventId, questions: [{ kind: 'text', label: { es } }] }, { ifMatch: version })
  const [first, second] = await Promise.allSettled([save('¿Con quién vienes?'), save('¿Cómo llegas?')])
  const told = [first, second].flatMap((each) => (each.status === 'rejected' && each.reason instanceof Refusal ? [each.reason.code] : []))
  expect(told).toEqual(['version_stale'])
  const after = await organizer().listQuestions({ eventId })
  expect(after.version).toBe(version + 1)
  expect(after.data).toHaveLength(1)
  expect(await organizer().saveQuestions({ eventId, questions: [] }, { ifMatch: after.version })).toEqual({ data: [], version: version + 2 })
  expect(await refusalOf(organizer().saveQuestions({ eventId, questions: [] }, { ifMatch: after.version }))).toBe('version_stale')
})

test('P-05 the IVA inside a price is told to the buyer and owed by the organizer', async () => {
  const event = await shop.event({ types: [{ priceMinor: 11_900_000 }], ivaBp: 1900 })
  const lines = [{ typeId: event.typeId, quantity: 1 }]
  const quote = await guest().quoteOrder({ eventId: event.eventId, lines })
  expect([quote.total.minor, quote.taxIncluded.minor]).toEqual([11_900_000, 1_900_000])
  await shop.pay(await shop.hold(event, 1))
  await shop.harness.drain()
  const owed = await shop.harness.database.system((tx) =>
    tx
      .selectFrom('ledger_accounts')
      .select('balance_minor')
      .where('code', '=', `organizer_tax_held:${shop.organizer.organizationId}:iva`)
      .executeTakeFirstOrThrow(),
  )
  expect(owed.balance_minor).toBe(-1_900_000)
})

test('T-06 discounts add up, never exceed a line, and are whole pesos', () => {
  const amounts = fc.array(
    fc.integer({ min: 0, max: 50_000_000 }).map((pesos) => pesos * 100),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 90_000_000 }), fc.integer({ min: 1, max: 10_000 }), (lines, pesos, percentBp) => {
      const total = lines.reduce((sum, line) => sum + line, 0)
      const off = discountsOf(lines, { amountMinor: pesos * 100 }, 'COP')
      expect(off.reduce((sum, one) => sum + one, 0)).toBe(Math.min(pesos * 100, total))
      for (const each of [off, discountsOf(lines, { percentBp }, 'COP')])
        for (const [at, one] of each.entries()) {
          expect(one).toBeGreaterThanOrEqual(0)
          expect(one).toBeLessThanOrEqual(lines[at] ?? 0)
          expect(one % 100).toBe(0)
        }
    }),
  )
})
