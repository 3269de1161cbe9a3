import type { Locale } from '@fashionistas/contract'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from './account.ts'
import { launchBrowser } from './browser.ts'
import { arrival, linkIn } from './inbox.ts'
import { foundOrganizer, newBuyer, publishEvent, sell } from './organizer.ts'
import { at, unique } from './product.ts'
import { journey, type Visitor } from './visitor.ts'

const browser = await launchBrowser()
afterAll(async () => await browser.close())

describe.each<Locale>(['es-CO', 'en'])('who comes in, and how, in %s', (locale) => {
  const asVisitor = (what: string, story: (visitor: Visitor) => Promise<void>) => test(what, async () => await journey(browser, { locale }, story))

  asVisitor('X-01 someone signs out and in again, is told of a wrong password, and ends a session elsewhere', async (visitor) => {
    const { page, say } = visitor
    const person = await signUp('Nubia Caicedo')
    await signIn(visitor, person.email, 'no es la frase')
    await page.getByText(say('account.problem.credentials')).waitFor()
    await visitor.check('sign-in-refused')
    await page.getByLabel(say('account.password')).fill(person.password)
    await page.getByRole('button', { name: say('account.signIn.enter'), exact: true }).click()
    await page.getByRole('heading', { level: 1, name: say('account.account.title') }).waitFor()

    const sessions = page.getByRole('region', { name: say('account.sessions.title') })
    await expect.poll(async () => await sessions.getByRole('listitem').count()).toBe(2)
    await visitor.check('account')
    await sessions.getByRole('button', { name: say('account.sessions.end') }).click()
    await expect.poll(async () => await sessions.getByRole('listitem').count()).toBe(1)
    expect((await person.api.getMe({})).user, 'the session of the api is over').toBeNull()

    await visitor.open('/mis-boletas')
    await page.getByText(say('account.myTickets.none')).waitFor()
    await visitor.check('my-tickets-none')
    await visitor.open('/cuenta')
    await page.getByRole('button', { name: say('account.account.leave') }).click()
    await page.waitForURL(at(locale, '/'))
    await visitor.open('/cuenta')
    await page.getByText(say('account.account.guest')).waitFor()
    await visitor.check('account-guest')
  })

  asVisitor('X-01 a link from the inbox signs in', async (visitor) => {
    const { page, say } = visitor
    const { email } = await signUp('Yesenia Lobo')
    await visitor.open('/entrar')
    await page.getByRole('button', { name: say('account.signIn.way.link') }).click()
    await page.getByRole('textbox', { name: say('account.email') }).fill(email)
    await page.getByRole('button', { name: say('account.signIn.sendLink') }).click()
    await page.getByText(say('account.signIn.linkSent')).waitFor()
    await visitor.check('sign-in-link')
    await page.goto(linkIn(await arrival(email, ({ links }) => links.some((link) => link.includes('magic-link'))), 'magic-link'))
    await page.getByRole('heading', { level: 1, name: say('account.account.title') }).waitFor()
    await page.getByText(email).waitFor()
    await page.getByRole('link', { name: 'Yesenia' }).waitFor()
  })

  asVisitor('T-21 a guest finds tickets again by the email of the purchase, and they open without network', async (visitor) => {
    const { page, context, say } = visitor
    const event = await publishEvent(await foundOrganizer(), { title: `Bordado ${unique()}` })
    const buyer = newBuyer('Gloria Renteria')
    const order = await sell(event.id, buyer, 2)
    await visitor.open('/mis-boletas')
    await page.getByRole('textbox', { name: say('account.find.contact') }).fill(buyer.email)
    await page.getByRole('button', { name: say('account.find.send') }).click()
    await page.getByText(say('account.find.sent')).waitFor()
    await visitor.check('my-tickets-guest')
    const sentAgain = await arrival(
      buyer.email,
      ({ attachments, links }) => attachments.length === 0 && links.some((link) => link.includes(order.token)),
    )
    await page.goto(linkIn(sentAgain, order.token))
    await page.getByRole('heading', { name: say('tickets.receipt') }).waitFor()

    await visitor.open(`/t/${order.token}`)
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await page.reload()
    await page.getByRole('article').first().waitFor()
    await context.setOffline(true)
    await page.reload()
    await expect.poll(async () => await page.getByRole('article').count()).toBe(2)
    await context.setOffline(false)
  })

  asVisitor('E-01 what is typed without network is kept on the device and saved when the network is back', async (visitor) => {
    const { page, context, say } = visitor
    const organizer = await foundOrganizer()
    const { id: eventId } = await organizer.api.createDraft({ organizationId: organizer.organizationId }, { idempotencyKey: unique() })
    await signIn(visitor, organizer.email, organizer.password)
    await page.getByRole('heading', { level: 1, name: say('account.account.title') }).waitFor()
    await visitor.open(`/panel/eventos/${eventId}/editar`)
    const title = page.getByRole('textbox', { name: say('wizard.basics.title'), exact: true })
    await title.waitFor()
    await context.setOffline(true)
    await title.fill('Vestidos de neblina')
    await page.getByText(say('wizard.save.kept')).waitFor()
    await visitor.check('wizard-offline')
    await context.setOffline(false)
    await page.goto(at(locale, `/panel/eventos/${eventId}/editar`)) // the page is opened anew before anything was saved
    await expect.poll(async () => await title.inputValue()).toBe('Vestidos de neblina')
    await expect
      .poll(async () => (await organizer.api.getDraft({ eventId })).steps.basics.saved, { timeout: 15_000 })
      .toMatchObject({ title: { es: 'Vestidos de neblina' } })
  })
})

async function signIn({ page, say, ...visitor }: Visitor, email: string, password: string): Promise<void> {
  await visitor.open('/entrar')
  await page.getByRole('textbox', { name: say('account.email') }).fill(email)
  await page.getByLabel(say('account.password')).fill(password)
  await page.getByRole('button', { name: say('account.signIn.enter'), exact: true }).click()
}
