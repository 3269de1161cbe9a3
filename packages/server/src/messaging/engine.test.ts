import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { engineGround } from '../../test/messaging-engine.ts'
import { orderFacts } from '../../test/order-facts.ts'
import { scheduleReminders } from './reminders.ts'

let ground: Awaited<ReturnType<typeof engineGround>>
let lines = 1000
/** A new person for each test: number ending in `last`, and a mailbox. */
const person = (last?: string) => {
  lines += 1
  return {
    phone: `+57300${last ? `${lines % 1000}`.padStart(3, '0') : '555'}${last ?? lines}`,
    email: `p${lines}@example.co`,
    name: 'Valentina Ríos',
  }
}
const states = async (phone: string, email = '-') =>
  (await ground.deliveries()).filter(({ address }) => address === phone || address === email).map(({ channel, state }) => `${channel} ${state}`)
const only = async (address: string) => (await ground.deliveries()).find((row) => row.address === address)

beforeAll(async () => {
  ground = await engineGround()
})
beforeEach(() => ground.halts.clear())
afterAll(async () => await ground.stop())

test('W-01 a paid order brings the tickets to the phone and the mailbox, and the receipt by mail', async () => {
  const buyer = person()
  const order = ground.put(orderFacts({ buyer }))
  await ground.happen('order.paid', { orderId: order.orderId })
  await ground.work()
  await ground.pass(1_500)
  const [onPhone] = await ground.received(buyer.phone)
  expect(onPhone).toMatchObject({
    channel: 'whatsapp',
    template: 'ticket_delivery_v1',
    status: 'delivered',
    attachments: [{ filename: 'boletas.pdf', contentType: 'application/pdf' }],
  })
  expect(onPhone?.text).toContain('Hola Valentina, aquí están tus entradas para *Noche de Pasarela Medellín*')
  expect(onPhone?.links[0]).toBe(`${ground.parts.publicUrl}/t/${order.linkToken}`)
  const mails = await ground.received(buyer.email)
  expect(mails.map(({ subject = '' }) => subject).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'Recibimos tu pago de $ 170.000',
    'Tus entradas para Noche de Pasarela Medellín',
  ])
  expect(mails.find(({ subject }) => subject?.startsWith('Tus'))?.attachments.map(({ contentType }) => contentType)).toEqual([
    'application/pdf',
    'text/calendar',
  ])
  expect(await ground.happenings('message.delivered')).toContainEqual(
    expect.objectContaining({ orderId: order.orderId, template: 'ticket_delivery' }),
  )
})

test('W-02 the same happening told twice is one message', async () => {
  const buyer = person()
  const order = ground.put(orderFacts({ buyer }))
  for (let time = 0; time < 2; time += 1) await ground.happen('order.paid', { orderId: order.orderId })
  await Promise.all([ground.work(), ground.work()])
  expect(await ground.received(buyer.phone)).toHaveLength(1)
  expect(await ground.received(buyer.email)).toHaveLength(2)
})

test('W-03 a phone without WhatsApp gets the code by SMS at once, and one that stays silent after a minute', async () => {
  const [without, silent] = [person('0026'), person('0900')]
  for (const { phone } of [without, silent]) await ground.happen('sign_in.requested', { kind: 'otp', phone, code: '482913', locale: 'es-CO' })
  await ground.work()
  await ground.pass(1_000)
  expect(await states(without.phone)).toEqual(['whatsapp failed', 'sms accepted'])
  expect(await states(silent.phone)).toEqual(['whatsapp accepted'])
  await ground.pass(60_000)
  expect((await states(silent.phone))[1]).toMatch(/^sms/)
  const sms = (await ground.received(silent.phone)).find(({ channel }) => channel === 'sms')
  expect(sms?.text).toBe('Fashionistas: tu codigo es 482913. Vence en 10 minutos. No lo compartas.')
  expect(await ground.happenings('message.failed')).toContainEqual(expect.objectContaining({ template: 'auth_otp', code: '131026', next: 'sms' }))
})

test('W-03 a voucher that WhatsApp cannot bring goes to the mailbox', async () => {
  const buyer = person('0026')
  const order = ground.put(orderFacts({ buyer, state: 'pending_payment', paidAt: null, method: 'cash_voucher' }))
  await ground.happen('payment.pending', {
    orderId: order.orderId,
    voucher: { agreement: '110756', reference: '7781229041' },
    expiresAt: '2026-11-22T01:00:00Z',
  })
  await ground.work()
  await ground.pass(1_000)
  const [mail] = await ground.received(buyer.email)
  expect(mail?.text).toContain('Referencia: 110756 · 7781229041')
  expect(mail?.text).toContain('Paga antes de: 21 de noviembre, 8:00 p. m.')
})

test('W-02 read before delivered, and twice, ends as read', async () => {
  const buyer = person('0901')
  const order = ground.put(orderFacts({ buyer }))
  await ground.happen('order.resend_requested', { orderId: order.orderId, channel: 'whatsapp' })
  await ground.work()
  await ground.pass(2_000)
  expect(await only(buyer.phone)).toMatchObject({ state: 'read', rank: 3 })
  expect((await ground.happenings('message.delivered')).filter((data) => JSON.stringify(data).includes(order.orderId))).toHaveLength(1)
})

test('W-02 an answer that got lost is not sent again when a status tells that it arrived', async () => {
  const buyer = person()
  const order = ground.put(orderFacts({ buyer }))
  await ground.happen('order.resend_requested', { orderId: order.orderId, channel: 'whatsapp' })
  await ground.work()
  await ground.happen('order.resend_requested', { orderId: order.orderId, channel: 'whatsapp' })
  ground.simulators.whatsapp.setFault({ kind: 'half_answer', times: 1, method: 'POST' }) // the PDF is there already: it is the message's own answer that is lost
  await ground.work()
  const second = async () => (await ground.deliveries()).filter(({ address }) => address === buyer.phone)[1]
  expect(await second()).toMatchObject({ state: 'sending' })
  await ground.pass(1_500)
  expect(await second()).toMatchObject({ state: 'delivered', attempts: 1 })
  await ground.pass(120_000)
  expect(await ground.received(buyer.phone)).toHaveLength(2)
})

test('W-02 an upload that got lost is made again: nobody has received anything yet', async () => {
  const buyer = person()
  await ground.happen('order.resend_requested', { orderId: ground.put(orderFacts({ buyer })).orderId, channel: 'whatsapp' })
  ground.simulators.whatsapp.setFault({ kind: 'half_answer', times: 1, method: 'POST' })
  await ground.work()
  expect(await only(buyer.phone)).toMatchObject({ state: 'queued' })
  await ground.pass(7_000)
  expect(await ground.received(buyer.phone)).toHaveLength(1)
})

test('W-02 a worker that dies in between is followed by one more try, and after that by a dead letter', async () => {
  const buyer = person('0900') // no status ever tells what happened
  const order = ground.put(orderFacts({ buyer }))
  await ground.happen('order.resend_requested', { orderId: order.orderId, channel: 'whatsapp' })
  const dead = { id: 'whatsapp' as const, send: () => Promise.reject(new Error('the process ended')) }
  await ground.work([dead])
  expect(await only(buyer.phone)).toMatchObject({ state: 'sending', attempts: 1 })
  await ground.work([dead])
  expect(await only(buyer.phone)).toMatchObject({ state: 'sending', attempts: 1 }) // within the minute nothing is repeated
  ground.world.move(61_000)
  await ground.work([dead])
  expect(await only(buyer.phone)).toMatchObject({ state: 'sending', attempts: 2 })
  ground.world.move(61_000)
  await ground.work([dead])
  expect(await only(buyer.phone)).toMatchObject({ state: 'dead', code: 'unknown_outcome', attempts: 2 })
})

test('W-05 a forged webhook changes nothing', async () => {
  const buyer = person()
  const order = ground.put(orderFacts({ buyer }))
  await ground.happen('order.resend_requested', { orderId: order.orderId, channel: 'whatsapp' })
  await ground.work()
  const before = await only(buyer.phone)
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          { field: 'messages', value: { statuses: [{ id: 'x', status: 'read', timestamp: '1795305661', biz_opaque_callback_data: before?.id }] } },
        ],
      },
    ],
  })
  const answer = await fetch(`${ground.parts.publicUrl}/webhooks/whatsapp`, {
    method: 'POST',
    body,
    headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
  })
  await ground.work()
  expect(answer.status).toBe(401)
  expect(await only(buyer.phone)).toEqual(before)
})

test('W-02 a throttled and a failing Meta is asked again until it takes the message', async () => {
  const [throttled, failing] = [person('0429'), person('0500')]
  for (const buyer of [throttled, failing])
    await ground.happen('order.resend_requested', { orderId: ground.put(orderFacts({ buyer })).orderId, channel: 'whatsapp' })
  await ground.work()
  expect(await only(throttled.phone)).toMatchObject({ state: 'queued', code: '130429' })
  await ground.pass(3_000)
  await ground.pass(3_000)
  await ground.pass(3_000)
  expect((await only(throttled.phone))?.state).toBe('delivered')
  expect((await only(failing.phone))?.state).toBe('delivered')
})

test('W-03 a cancelled event tells each buyer once and takes the reminder back; who paid nothing is not promised money', async () => {
  const eventId = crypto.randomUUID()
  const startsAt = new Date(ground.world.now().getTime() + 24 * 3_600_000 - 60_000)
  const [payer, guest] = [person(), person()]
  const event = { id: eventId, startsAt, doorsAt: null }
  const paid = ground.put(orderFacts({ buyer: payer, event }))
  ground.put(orderFacts({ buyer: guest, event, total: { minor: 0, currency: 'COP' }, method: null }))
  expect(await scheduleReminders(ground.parts)).toBe(2)
  expect(await scheduleReminders(ground.parts)).toBe(0)
  ground.put({ ...paid, event: { ...paid.event, state: 'cancelled', cancelReason: 'lluvias fuertes' } })
  await ground.happen('event.cancelled', { eventId })
  await ground.work()
  await ground.pass(1_500)
  expect((await ground.received(payer.phone)).map(({ template }) => template)).toEqual(['event_cancelled_v1'])
  expect((await ground.received(payer.phone))[0]?.text).toContain(
    'Haremos la devolución de $ 170.000 al mismo medio de pago en un plazo de 15 días hábiles',
  )
  expect((await ground.received(guest.email)).map(({ text }) => text).join()).toContain('no hay dinero por devolver')
  expect((await ground.deliveries()).filter(({ template, address }) => template === 'event_reminder_24h' && address === payer.phone)).toMatchObject([
    { state: 'cancelled' },
  ])
})

test('W-03 who bought a moment before gets no reminder, and an event that moved gets a new one', async () => {
  const buyer = person()
  const startsAt = new Date(ground.world.now().getTime() + 2 * 3_600_000 - 60_000)
  const order = ground.put(orderFacts({ buyer, event: { startsAt }, paidAt: new Date(ground.world.now().getTime() - 20 * 60_000) }))
  await scheduleReminders(ground.parts)
  expect(await states(buyer.phone)).toEqual([])
  ground.put({ ...order, paidAt: new Date('2026-11-01T00:00:00Z') })
  await scheduleReminders(ground.parts)
  ground.put({ ...order, paidAt: new Date('2026-11-01T00:00:00Z'), event: { ...order.event, startsAt: new Date(startsAt.getTime() + 1_800_000) } })
  await ground.work()
  expect((await ground.deliveries()).filter(({ address }) => address === buyer.phone)).toMatchObject([{ state: 'cancelled', reason: 'event_moved' }])
  ground.world.move(1_800_000)
  await ground.simulators.whatsapp.advance(1_800_000)
  await scheduleReminders(ground.parts)
  await ground.work()
  expect((await ground.received(buyer.phone)).map(({ template }) => template)).toEqual(['event_reminder_2h_v1'])
})

test('W-08 who writes is answered once: with their tickets, the menu, or the way out of advertising', async () => {
  const buyer = person()
  const order = ground.put(orderFacts({ buyer }))
  const say = async (text: string, more: object = {}) => {
    await ground.simulators.whatsapp.receive({ from: buyer.phone, name: 'Vale', text, kind: 'text', ...more })
    await ground.pass(1)
    await ground.work()
    return (await ground.received(buyer.phone)).at(-1)?.text ?? ''
  }
  expect(await say('buenas')).toContain('¿En qué te ayudo?')
  expect(await say('Mis entradas', { kind: 'choice', payload: 'tickets.mine' })).toContain(`/t/${order.linkToken}`)
  expect(await say('SALIR')).toContain('no te enviaremos más promociones')
  const consents = await ground.database.system((tx) =>
    tx.selectFrom('consents').select(['granted', 'purpose']).where('contact', '=', buyer.phone).execute(),
  )
  expect(consents).toEqual([{ granted: false, purpose: 'marketing' }])
  expect(await say('STOP')).toContain('no more promotions')
  expect(await ground.received(buyer.phone)).toHaveLength(4)
})
