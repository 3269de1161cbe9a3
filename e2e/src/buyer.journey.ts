import type { EventDetail, Locale } from '@fashionistas/contract'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { answerChallenge, chooseTickets, fillBuyer, holdTickets, onOrderPage, pay, typeCard } from './checkout.ts'
import { arrival, linkIn } from './inbox.ts'
import { foundOrganizer, newBuyer, publishEvent, tokenIn, type Organizer } from './organizer.ts'
import { pagesOfPdf } from './pdf-pages.ts'
import { apiAs, unique } from './product.ts'
import { journey, type Visitor } from './visitor.ts'

const browser = await launchBrowser()
afterAll(async () => await browser.close())
const guest = apiAs()

describe.each<Locale>(['es-CO', 'en'])('journey 2, the buyer, in %s', (locale) => {
  const name = unique()
  const title = `Crepúsculo Zafíreo ${name}`
  let organizer: Organizer
  let event: EventDetail
  beforeAll(async () => {
    organizer = await foundOrganizer()
    event = await publishEvent(organizer, { title, city: 'Barranquilla', pesos: 90_000 })
  })
  const asVisitor = (what: string, story: (visitor: Visitor) => Promise<void>) => test(what, async () => await journey(browser, { locale }, story))

  asVisitor('E-04 an event is found without its accents, with a typo and by its city', async (visitor) => {
    const { page, say } = visitor
    await visitor.open('/')
    await page.getByRole('heading', { name: say('stage.discover') }).waitFor()
    await visitor.check('home')
    await visitor.open('/eventos')
    const found = page.getByRole('link', { name: title })
    for (const words of [`crepusculo zafireo ${name}`, `crepusclo zafireo ${name}`]) {
      await page.getByRole('searchbox', { name: say('stage.search') }).fill(words)
      await page.waitForURL((url) => url.searchParams.get('q') === words)
      await found.waitFor()
    }
    await visitor.check('events')
    await page.getByRole('combobox', { name: say('stage.filter.city') }).selectOption({ label: 'Cali' })
    await page.getByRole('heading', { name: say('stage.nothingTitle') }).waitFor()
    await visitor.check('events-none')
    await page.getByRole('combobox', { name: say('stage.filter.city') }).selectOption({ label: 'Barranquilla' })
    await found.click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
  })

  asVisitor('E-03 the event page can be shared, read by machines and put into a calendar', async (visitor) => {
    const { page, say } = visitor
    await visitor.open(`/eventos/${event.slug}`)
    await page.getByRole('link', { name: say('event.calendar') }).waitFor()
    const about = async (property: string) => await page.locator(`meta[property="og:${property}"]`).getAttribute('content')
    expect(await about('title')).toBe(title)
    expect(await about('locale')).toBe(locale === 'en' ? 'en_US' : 'es_CO')
    const picture = await fetch((await about('image')) ?? '')
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    const described: unknown = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
    expect(described).toMatchObject({
      '@type': 'Event',
      name: title,
      startDate: event.startsAt,
      location: { name: 'Teatro Lido' },
      offers: [{ price: '90000.00', priceCurrency: 'COP' }],
    })
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: say('event.calendar') }).click()])
    const calendar = readFileSync(await file.path(), 'utf8').replaceAll(/\r\n /g, '')
    expect(calendar).toMatch(/^BEGIN:VCALENDAR/)
    expect(calendar).toContain(title)
    await visitor.check('event')
  })

  asVisitor(
    'P-02 two tickets are paid once with Nequi, though the button is pressed twice, and arrive as PDF, by WhatsApp and by email',
    async (visitor) => {
      const { page, say, like } = visitor
      const buyer = newBuyer('Ana María Restrepo')
      await visitor.open(`/eventos/${event.slug}/comprar`)
      await page.getByRole('button', { name: say('checkout.toPayment') }).click()
      await page.getByText(say('checkout.problem.terms')).waitFor()
      await visitor.check('checkout-problems')
      await chooseTickets(visitor, 2)
      await fillBuyer(visitor, buyer)
      await visitor.check('checkout-filled')
      await page.getByRole('button', { name: say('checkout.toPayment') }).dblclick()
      await page.getByRole('heading', { name: say('checkout.held.title') }).waitFor()
      await page.getByRole('radio', { name: say('checkout.method.nequi') }).check()
      await page.getByRole('textbox', { name: say('checkout.nequiPhone') }).fill('3001111111')
      await visitor.check('checkout-payment')
      await page.getByRole('button', { name: like('checkout.pay') }).dblclick()
      const token = await onOrderPage(visitor)
      await expect.poll(async () => await page.getByRole('article').count()).toBe(2)
      await visitor.check('order')
      const order = await guest.openLink({ token })
      expect(order.payments).toMatchObject([{ method: 'nequi', state: 'succeeded', amount: order.total }])
      expect((await organizer.api.listOrders({ eventId: event.id, q: buyer.email })).data).toHaveLength(1)

      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: say('tickets.allPdf') }).click()])
      expect(pagesOfPdf(await file.path()), 'two tickets and the receipt').toBe(3)

      const whatsapp = await arrival(buyer.phone, ({ text, channel }) => channel === 'whatsapp' && text.includes(title))
      expect(whatsapp.attachments.map(({ contentType }) => contentType)).toContain('application/pdf')
      const email = await arrival(buyer.email, ({ links }) => links.some((link) => link.includes('/t/')))
      expect(email.text).toContain(order.code)
      expect(email.attachments.map(({ contentType }) => contentType)).toContain('application/pdf')
      for (const message of [whatsapp, email]) {
        await page.goto(linkIn(message, '/t/'))
        await expect.poll(async () => await page.getByRole('article').count()).toBe(2)
      }

      await page
        .getByRole('button', { name: like('tickets.showQr') })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
      await visitor.check('order-qr')
      await page.keyboard.press('Escape')
      for (const [path, heading] of [
        ['t', 'tickets.tickets'],
        ['w', 'tickets.keep.title'],
        ['refund', 'tickets.refund.title'],
      ] as const) {
        await visitor.open(`/${path}/${token}`)
        await page.getByRole('heading', { level: 1, name: say(heading) }).waitFor()
        await visitor.check(`order-${path}`)
      }
      await visitor.open(`/map/${token}`)
      await page.getByRole('heading', { level: 1, name: 'Teatro Lido' }).waitFor()
      await visitor.check('order-map')
    },
  )

  asVisitor('P-02 a card is approved after its bank has asked, and going back or loading anew keeps the order', async (visitor) => {
    const { page, say, like } = visitor
    const buyer = newBuyer('Elkin Mosquera')
    await holdTickets(visitor, event, buyer, 1)
    await page.reload()
    await page.getByRole('heading', { name: say('checkout.held.title') }).waitFor()
    await pay(visitor, 'card')
    await page.waitForURL(/\/sim\/sandbox\/pay\//)
    await visitor.check('gateway-card')
    await page.goBack()
    await page.getByRole('button', { name: say('checkout.next.goOn') }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: say('checkout.next.goOn') }).waitFor()
    await visitor.check('checkout-authorize')
    await page.getByRole('button', { name: say('checkout.next.goOn') }).click()
    await typeCard(visitor, '4000 0025 0000 3155')
    await visitor.check('gateway-challenge')
    await answerChallenge(visitor)
    await page.getByText(say('checkout.back.paid')).waitFor()
    await visitor.check('payment-return')
    await page.getByRole('link', { name: say('checkout.back.see') }).click()
    const order = await guest.openLink({ token: await onOrderPage(visitor) })
    expect(order.payments.map(({ method, state }) => [method, state])).toEqual([['card', 'succeeded']])
    expect((await organizer.api.listOrders({ eventId: event.id, q: buyer.email })).data).toHaveLength(1)
    await page.getByRole('link', { name: like('tickets.allPdf') }).waitFor()
  })

  asVisitor('P-02 a declined card says what happened to the money, and Nequi pays the same held order', async (visitor) => {
    const { page, say } = visitor
    await holdTickets(visitor, event, newBuyer('Yuliana Cuesta'), 1)
    await pay(visitor, 'card')
    await typeCard(visitor, '4000 0000 0000 0002')
    const alert = page.getByRole('alert').filter({ hasText: say('checkout.failure.title', { method: say('checkout.method.card') }) })
    await alert.getByText(say('checkout.failure.moneyBank')).waitFor()
    await alert.getByText(say('checkout.failure.now')).waitFor()
    await visitor.check('payment-declined')
    const before = await guest.openLink({ token: tokenIn(page.url().split('?')[0] ?? '') })
    await page.getByRole('link', { name: say('checkout.back.again') }).click()
    await page.getByRole('heading', { level: 1, name: say('checkout.again.title') }).waitFor()
    await visitor.check('pay-again')
    await pay(visitor, 'nequi')
    const again = page.getByRole('link', { name: say('checkout.back.see') })
    await again.click()
    const after = await guest.openLink({ token: await onOrderPage(visitor) })
    expect([after.id, after.code, after.state]).toEqual([before.id, before.code, 'paid'])
    expect(after.payments.map(({ method, state }) => [method, state])).toEqual([
      ['card', 'failed'],
      ['nequi', 'succeeded'],
    ])
  })
})
