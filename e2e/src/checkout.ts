import type { EventDetail } from '@fashionistas/contract'
import { expect } from 'vitest'
import { tokenIn, type Buyer } from './organizer.ts'
import type { Visitor } from './visitor.ts'

/** From the event's page to the held tickets: as many of the first type, and who buys. */
export async function holdTickets(visitor: Visitor, { slug }: Pick<EventDetail, 'slug'>, buyer: Buyer, quantity: number): Promise<void> {
  const { page, say, like } = visitor
  await visitor.open(`/eventos/${slug}`)
  await page.getByRole('link', { name: like('event.buyFrom') }).click()
  await chooseTickets(visitor, quantity)
  await fillBuyer(visitor, buyer)
  await page.getByRole('button', { name: say('checkout.toPayment') }).click()
  await page.getByRole('heading', { name: say('checkout.held.title') }).waitFor()
}

export async function chooseTickets({ page, say }: Visitor, quantity: number): Promise<void> {
  const count = page.getByRole('group', { name: say('checkout.quantityOf', { name: 'General' }) }).getByRole('status')
  await expect.poll(async () => await count.textContent()).toBe('1') // the page chooses one, so that the total stands there at once
  for (let chosen = 1; chosen < quantity; chosen++) await page.getByRole('button', { name: say('checkout.moreOf', { name: 'General' }) }).click()
  await expect.poll(async () => await count.textContent()).toBe(String(quantity))
}

export async function fillBuyer({ page, say }: Visitor, { name, email, phone }: Buyer): Promise<void> {
  await page.getByRole('textbox', { name: say('checkout.name') }).fill(name)
  await page.getByRole('textbox', { name: say('checkout.email') }).fill(email)
  await page.getByRole('textbox', { name: say('checkout.phone') }).fill(phone)
  await page.getByRole('checkbox', { name: say('checkout.terms') }).check()
  await page.getByRole('checkbox', { name: say('checkout.personalData') }).check()
}

/** Chooses a way to pay and presses the button that charges. */
export async function pay({ page, say, like }: Visitor, method: 'nequi' | 'card', nequiPhone = '3001111111'): Promise<void> {
  await page.getByRole('radio', { name: say(`checkout.method.${method}`) }).check()
  if (method === 'nequi') await page.getByRole('textbox', { name: say('checkout.nequiPhone') }).fill(nequiPhone)
  await page.getByRole('button', { name: like('checkout.pay') }).click()
}

/** The test gateway's own page, where a card is typed. It is another company's: its words stand here. */
export async function typeCard({ page, locale }: Visitor, number: string): Promise<void> {
  const [label, expires, name, button] =
    locale === 'en'
      ? ['Card number', 'Expires (MM/YY)', 'Name on the card', 'Pay']
      : ['Número de la tarjeta', 'Vence (MM/AA)', 'Nombre en la tarjeta', 'Pagar']
  await page.getByRole('textbox', { name: label }).fill(number)
  await page.getByRole('textbox', { name: expires }).fill('12/30')
  await page.getByRole('textbox', { name: 'CVC' }).fill('123')
  await page.getByRole('textbox', { name }).fill('ANA MARIA RESTREPO')
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** The bank's question of a card with 3-D Secure. */
export async function answerChallenge({ page, locale }: Visitor, code = '123456'): Promise<void> {
  await page.getByRole('textbox', { name: locale === 'en' ? 'Code' : 'Código' }).fill(code)
  await page.getByRole('button', { name: locale === 'en' ? 'Confirm' : 'Confirmar' }).click()
}

/** The signed link of the order whose page is open now. */
export async function onOrderPage({ page, say }: Visitor): Promise<string> {
  await page.waitForURL(/\/o\/[^/]+$/)
  await page.getByRole('heading', { name: say('tickets.receipt') }).waitFor()
  return tokenIn(page.url())
}
