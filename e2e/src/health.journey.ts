import type { Locale, OrderView } from '@fashionistas/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { foundOrganizer, newBuyer, publishEvent, tokenIn } from './organizer.ts'
import { apiAs, unique } from './product.ts'
import { journey, type Visitor } from './visitor.ts'

const browser = await launchBrowser()
/** Faults are planted where only a fault could: past the product, straight in its database. */
const database = new pg.Client({ connectionString: inject('productEnv')['DATABASE_URL'] })
beforeAll(async () => await database.connect())
afterAll(async () => {
  await database.end()
  await browser.close()
})

const foundWithin = { timeout: 60_000 }

describe.each<Locale>(['es-CO', 'en'])('the health of the platform, in %s', (locale) => {
  const asVisitor = (what: string, story: (visitor: Visitor) => Promise<void>) => test(what, async () => await journey(browser, { locale }, story))

  asVisitor('R-09 an admin sees a planted fault within a minute without touching the page, and that it is mended', async (visitor) => {
    const { page, say } = visitor
    const event = await publishEvent(await foundOrganizer(), { title: `Hilván ${unique()}`, pesos: 40_000 })
    await openHealth(visitor)
    const promise = page.getByRole('row').filter({ hasText: say('health.invariant.pool_sold.title') })
    await promise.getByText(say('health.invariants.holds')).waitFor(foundWithin)
    await visitor.check('health')
    await change(`update pools set sold = sold + 1 where event_id = $1 and kind = 'type'`, event.id)
    await promise.getByText(say('health.invariants.broken')).waitFor(foundWithin)
    expect(await promise.locator('code').count()).toBe(1)
    await visitor.check('health-broken')
    await change(`update pools set sold = sold - 1 where event_id = $1 and kind = 'type'`, event.id)
    await promise.getByText(say('health.invariants.holds')).waitFor(foundWithin)
  })

  asVisitor('R-09 an admin hands a happening on again and gives money of another amount back', async (visitor) => {
    const { page, say } = visitor
    const id = await setAside()
    const order = await paidWrongly()
    await openHealth(visitor)
    const happening = page.getByRole('row').filter({ hasText: id })
    await happening.getByRole('button', { name: say('health.setAside.open') }).click()
    await page.getByText(say('health.handOn.text', { type: 'event.changed' })).waitFor()
    await visitor.check('health-hand-on')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('health.handOn.action') })
      .click()
    await page.getByText(say('health.handOn.done')).waitFor()
    await happening.waitFor({ state: 'detached' })

    const review = page.getByRole('row').filter({ hasText: order.code })
    await review.getByRole('button', { name: say('health.reviews.open') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: say('health.review.give_back') }).check()
    expect(await dialog.getByRole('button', { name: say('health.review.action.give_back') }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: say('health.review.note') }).fill('Pagó de más')
    await dialog.getByRole('textbox', { name: say('backstage.confirm.type', { phrase: order.code }) }).fill(order.code)
    await visitor.check('health-review')
    await dialog.getByRole('button', { name: say('health.review.action.give_back') }).click()
    await page.getByText(say('health.review.done.give_back')).waitFor()
    await review.waitFor({ state: 'detached' })
    const { rows } = await database.query<{ amount: string }>('select amount_minor as amount from refunds where order_id = $1', [order.id])
    expect(rows.map(({ amount }) => Number(amount))).toEqual([4_500_000])
  })

  asVisitor('R-09 who is not an admin has no such page', async (visitor) => {
    const { page, say } = visitor
    const { email, password } = await foundOrganizer()
    await signIn(visitor, email, password)
    await visitor.open('/panel/salud')
    await page.getByRole('main').getByRole('alert').waitFor()
    expect(await page.getByRole('link', { name: say('shell.nav.health') }).count()).toBe(0)
    await visitor.check('health-refused')
  })
})

async function openHealth(visitor: Visitor): Promise<void> {
  await signIn(visitor, 'admin@demo.fashionistas.co', 'pasarela2026')
  await visitor.open('/panel/salud')
  await visitor.page.getByRole('heading', { level: 1, name: visitor.say('health.title') }).waitFor()
}

async function signIn({ page, say, ...visitor }: Visitor, email: string, password: string): Promise<void> {
  await visitor.open('/entrar')
  await page.getByRole('textbox', { name: say('account.email') }).fill(email)
  await page.getByLabel(say('account.password')).fill(password)
  await page.getByRole('button', { name: say('account.signIn.enter'), exact: true }).click()
  await page.getByRole('heading', { level: 1, name: say('account.account.title') }).waitFor()
}

async function change(statement: string, id: string): Promise<void> {
  const { rowCount } = await database.query(statement, [id])
  expect(rowCount).toBe(1)
}

/** As the relay leaves a happening that no listener could handle. */
async function setAside(): Promise<string> {
  const id = crypto.randomUUID()
  await change(
    `insert into outbox (id, type, data, occurred_at, position) values ($1, 'event.changed', '{"failed":true}', now(), nextval('outbox_position'))`,
    id,
  )
  return id
}

/** An order of 40,000 pesos for which the provider took 45,000. */
async function paidWrongly(): Promise<OrderView> {
  const event = await publishEvent(await foundOrganizer(), { title: `Ojal ${unique()}`, pesos: 40_000 })
  const guest = apiAs()
  const { types } = await guest.getAvailability({ eventId: event.id })
  const lines = types.slice(0, 1).map(({ id }) => ({ typeId: id, quantity: 1 }))
  const { hash } = await guest.quoteOrder({ eventId: event.id, lines })
  const order = await guest.placeOrder(
    { eventId: event.id, lines, quoteHash: hash, buyer: newBuyer('Marleny Usuga'), consents: { terms: true, personalData: true } },
    { idempotencyKey: unique() },
  )
  const details = { nequiPhone: '3993333333' } // nobody answers on this telephone
  const { id } = await guest.startPayment(
    { orderId: order.id, token: tokenIn(order.link ?? ''), method: 'nequi', details },
    { idempotencyKey: unique() },
  )
  await change(
    `update payments set state = 'needs_review', told_minor = 4500000, told_currency = 'COP', provider_ref = 'visto-' || id, next_poll_at = null where id = $1`,
    id,
  )
  return order
}
