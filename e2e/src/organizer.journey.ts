import { ScanId, type EventDetail, type Locale } from '@fashionistas/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { foundOrganizer, newBuyer, publishEvent, sell, type Organizer } from './organizer.ts'
import { apiAs, at, unique } from './product.ts'
import { journey, type Visitor } from './visitor.ts'
import { fillBasics, fillTickets, fillVenue, refusedToPublish, saved, toStep } from './wizard.ts'

const browser = await launchBrowser()
afterAll(async () => await browser.close())
const guest = apiAs()

describe.each<Locale>(['es-CO', 'en'])('journey 1, the organizer, in %s', (locale) => {
  test('E-01 someone registers, founds an organization, makes an event in five steps on two devices and puts it on sale', async () => {
    await journey(browser, { locale }, async (visitor) => {
      const { page, say } = visitor
      await register(visitor)
      await page.getByRole('heading', { level: 2, name: say('backstage.first.title') }).waitFor()
      await visitor.check('panel-first')
      await page
        .getByRole('button', { name: say('backstage.events.create') })
        .first()
        .click()
      await page.waitForURL(/\/panel\/eventos\/[\da-f-]+\/editar/)
      const draft = new URL(page.url()).pathname.split('/').at(-2) ?? ''
      const title = `Hilos del Pacífico ${unique()}`

      await fillBasics(visitor, title)
      await visitor.check('wizard-basics')
      await toStep(visitor, 'venue')
      await page.getByRole('textbox', { name: say('wizard.venue.address'), exact: true }).fill('Carrera 24 # 4-20')
      await saved(visitor)
      await refusedToPublish(visitor)

      await page.goto(at(locale, `/panel/eventos/${draft}/editar?step=venue`)) // loaded anew in the middle
      await expect
        .poll(async () => await page.getByRole('textbox', { name: say('wizard.venue.address'), exact: true }).inputValue())
        .toBe('Carrera 24 # 4-20')
      const cookie = (await visitor.context.cookies()).find(({ name }) => name.includes('session'))
      await journey(browser, { locale, cookie: `${cookie?.name}=${cookie?.value}` }, async (tablet) => {
        await tablet.open(`/panel/eventos/${draft}/editar`)
        await expect
          .poll(async () => await tablet.page.getByRole('textbox', { name: say('wizard.basics.title'), exact: true }).inputValue())
          .toBe(title)
        await tablet.open(`/panel/eventos/${draft}/editar?step=venue`)
        await expect
          .poll(async () => await tablet.page.getByRole('textbox', { name: say('wizard.venue.address'), exact: true }).inputValue())
          .toBe('Carrera 24 # 4-20')
      })

      await fillVenue(visitor)
      await visitor.check('wizard-venue')
      await toStep(visitor, 'team')
      await page.getByText(say('wizard.team.alone')).waitFor()
      await page.getByRole('button', { name: say('wizard.team.add') }).click()
      await page.getByRole('textbox', { name: say('wizard.team.email') }).fill(`${unique()}@example.co`)
      await saved(visitor)
      await visitor.check('wizard-team')
      await toStep(visitor, 'tickets')
      await fillTickets(visitor)
      await visitor.check('wizard-tickets')
      await toStep(visitor, 'marketing')
      await page.getByRole('textbox', { name: say('wizard.marketing.dressCode'), exact: true }).fill('Blanco de pies a cabeza')
      await saved(visitor)
      await page.getByText(say('wizard.publish.ready')).waitFor()
      await visitor.check('wizard-marketing')
      await page.getByRole('button', { name: say('wizard.publish.action') }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page.getByText(say('backstage.event.noSales')).waitFor()
      await visitor.check('event-live-empty')

      await page.getByRole('link', { name: say('backstage.event.links.public') }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page.getByRole('link', { name: visitor.like('event.buyFrom') }).waitFor()
      await page.getByText('Blanco de pies a cabeza').waitFor()
    })
  })

  describe('with an event on sale', () => {
    const title = `Marea Índigo ${unique()}`
    let organizer: Organizer
    let event: EventDetail
    beforeAll(async () => {
      organizer = await foundOrganizer()
      event = await publishEvent(organizer, { title, pesos: 120_000, quantity: 40 })
    })
    const asOrganizer = (what: string, story: (visitor: Visitor) => Promise<void>) =>
      test(what, async () => await journey(browser, { locale, cookie: organizer.cookie }, story))

    asOrganizer(
      'D-02 a sale and an admission show on the open page within two seconds, without loading it anew',
      async ({ page, say, like, ...visitor }) => {
        await visitor.open(`/panel/eventos/${event.id}`)
        const figure = (name: string) => page.getByRole('definition').filter({ hasText: name })
        await page.getByText(say('backstage.event.noSales')).waitFor()
        const {
          tickets: [ticket],
        } = await sell(event.id, newBuyer('Rosa Valencia'), 3)
        await page.getByText(say('backstage.event.soldOf', { sold: 3, capacity: 40 })).waitFor({ timeout: 2000 })
        await guest.getAvailability({ eventId: event.id })
        await organizer.api.scanTicket({ scanId: ScanId.parse(crypto.randomUUID()), eventId: event.id, code: ticket?.token ?? '' })
        await figure('1').first().waitFor({ timeout: 2000 })
        await page.getByText(say('backstage.event.nobodyYet')).waitFor({ state: 'detached', timeout: 2000 })
        await page.getByText(like('backstage.event.admittedOf')).waitFor()
        await visitor.check('event-live')
        await visitor.open('/panel')
        await page.getByRole('heading', { level: 1, name: say('backstage.home.title') }).waitFor()
        await page.getByRole('link', { name: title }).first().waitFor()
        await visitor.check('panel')
      },
    )

    asOrganizer('T-11 one ticket of an order is given back, and orders, attendees and refunds say so', async ({ page, say, like, ...visitor }) => {
      const order = await sell(event.id, newBuyer('Jairo Mina'), 2)
      await visitor.open(`/panel/eventos/${event.id}/pedidos`)
      await page.getByRole('button', { name: order.code }).waitFor()
      await visitor.check('orders')
      await page.getByRole('button', { name: order.code }).click()
      await page.getByRole('button', { name: say('backstage.order.refund') }).waitFor()
      await visitor.check('order-drawer')
      await page.getByRole('button', { name: say('backstage.order.refund') }).click()
      await page.getByRole('checkbox', { name: new RegExp(order.tickets[1]?.code ?? '-') }).uncheck()
      await expect.poll(async () => await page.getByRole('button', { name: like('backstage.refund.some') }).isDisabled()).toBe(true)
      await page.getByRole('textbox', { name: say('backstage.confirm.type', { phrase: order.code }) }).fill(order.code)
      await visitor.check('order-refund')
      await page.getByRole('button', { name: like('backstage.refund.some') }).click()
      await page.getByRole('dialog').getByText(say('backstage.ticketState.cancelled'), { exact: true }).waitFor()
      await expect.poll(async () => (await guest.openLink({ token: order.token })).refunded.minor, { timeout: 15_000 }).toBe(12_000_000)

      await visitor.open(`/panel/eventos/${event.id}/asistentes`)
      await page.getByRole('searchbox', { name: say('backstage.attendees.search') }).fill(order.code)
      await expect.poll(async () => await page.getByRole('row').count()).toBe(3)
      await page
        .getByRole('row')
        .filter({ hasText: say('backstage.ticketState.cancelled') })
        .waitFor()
      await visitor.check('attendees')
      await visitor.open('/panel/devoluciones')
      await page
        .getByRole('row')
        .filter({ hasText: 'Jairo Mina' })
        .filter({ hasText: say('backstage.refundState.succeeded') })
        .waitFor()
      await visitor.check('refunds')
    })

    asOrganizer('X-07 every page of the office stands: events, messages, stock, team, keys, organization', async ({ page, say, ...visitor }) => {
      const pages = [
        ['/panel/eventos', 'backstage.events.title'],
        [`/panel/eventos/${event.id}/mensajes`, 'backstage.messages.title'],
        [`/panel/eventos/${event.id}/boletas`, 'backstage.stock.title'],
        ['/panel/equipo', 'backstage.team.title'],
        ['/panel/llaves', 'backstage.keys.title'],
        ['/panel/organizacion', 'backstage.organization.title'],
      ] as const
      for (const [path, heading] of pages) {
        await visitor.open(path)
        await page.getByRole('heading', { level: 1, name: say(heading) }).waitFor()
        await page
          .getByRole('status')
          .filter({ hasText: say('shell.loading') })
          .waitFor({ state: 'detached' })
        await visitor.check(path.replaceAll(/\/[\da-f-]{36}|\//g, '-').slice(1))
      }
    })

    asOrganizer('E-02 cancelling asks for the event’s name and gives all money back', async ({ page, say, ...visitor }) => {
      const order = await sell(event.id, newBuyer('Deisy Perea'), 1)
      await visitor.open(`/panel/eventos/${event.id}`)
      await page.getByRole('button', { name: say('backstage.actions.more') }).click()
      await page.getByRole('menuitem', { name: say('backstage.actions.cancel') }).click()
      const act = page.getByRole('button', { name: say('backstage.cancel.action') })
      await page.getByRole('textbox', { name: say('backstage.cancel.reason') }).fill('El teatro cerró por lluvias')
      await expect.poll(async () => await act.isDisabled()).toBe(true)
      await page.getByRole('textbox', { name: say('backstage.confirm.type', { phrase: title }) }).fill('otro nombre')
      await expect.poll(async () => await act.isDisabled()).toBe(true)
      await visitor.check('event-cancel')
      await page.getByRole('textbox', { name: say('backstage.confirm.type', { phrase: title }) }).fill(title)
      await act.click()
      await page.getByText(say('backstage.event.cancelledBecause', { reason: 'El teatro cerró por lluvias' })).waitFor()
      await visitor.check('event-cancelled-office')
      await expect.poll(async () => (await guest.openLink({ token: order.token })).state, { timeout: 15_000 }).toBe('refunded')
      await visitor.open(`/eventos/${event.slug}`)
      await page.getByText(say('stage.cancelledNote')).waitFor()
      await visitor.check('event-cancelled')
      await visitor.open(`/o/${order.token}`)
      await page.getByText(say('tickets.eventCancelled')).waitFor()
      await visitor.check('order-cancelled')
    })
  })
})

async function register({ page, say, ...visitor }: Visitor): Promise<void> {
  await visitor.open('/entrar')
  await visitor.check('sign-in')
  await page.getByRole('button', { name: say('account.signIn.way.register') }).click()
  await page.getByRole('textbox', { name: say('account.name') }).fill('Marcela Ibargüen')
  await page.getByRole('textbox', { name: say('account.email') }).fill(`${unique()}@example.co`)
  await page.getByLabel(say('account.password')).fill('corta')
  await page.getByRole('button', { name: say('account.register.send') }).click()
  await page.getByText(say('account.problem.password')).waitFor()
  await visitor.check('register-problem')
  await page.getByLabel(say('account.password')).fill('tela fina y aguja larga')
  await page.getByRole('button', { name: say('account.register.send') }).click()
  await page.getByRole('heading', { level: 1, name: say('account.account.title') }).waitFor()
  await page.getByText(say('account.organizations.none')).waitFor()
  await visitor.check('account-new')
  const found = page.getByRole('region', { name: say('account.organizations.title') })
  await found.getByRole('textbox', { name: say('account.organizations.name') }).fill(`Taller ${unique()}`)
  await found.getByRole('button', { name: say('account.organizations.send') }).click()
}
