import type { Locale } from '@fashionistas/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from './account.ts'
import { launchBrowser } from './browser.ts'
import { onOrderPage } from './checkout.ts'
import { arrival, linkIn } from './inbox.ts'
import { foundOrganizer, newBuyer, publishEvent, sell } from './organizer.ts'
import { apiAs, at, unique } from './product.ts'
import { awake, journey, type Visitor } from './visitor.ts'

const browser = await launchBrowser()
afterAll(async () => await browser.close())

describe.each<Locale>(['es-CO', 'en'])('who comes in, and how, in %s', (locale) => {
  const asVisitor = (what: string, story: (visitor: Visitor) => Promise<void>) => test(what, async () => await journey(browser, { locale }, story))

  asVisitor('X-05 the other language shows the same page with the same filters', async (visitor) => {
    const { page, say } = visitor
    await visitor.open('/eventos?type=fashion')
    await page.getByRole('link', { name: say('shell.otherLanguage') }).click()
    const other = locale === 'en' ? 'es-CO' : 'en'
    await page.waitForURL(at(other, '/eventos?type=fashion'))
    expect(await page.locator('html').getAttribute('lang')).toBe(other)
    await expect.poll(async () => await page.getByRole('combobox').first().inputValue()).toBe('fashion')
  })

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
    const sentAgain = await arrival(buyer.email, ({ attachments, links }) => attachments.length === 0 && links.some((link) => link.includes(order.token)))
    await page.goto(linkIn(sentAgain, order.token))
    await page.getByRole('heading', { name: say('tickets.receipt') }).waitFor()

    await visitor.open(`/t/${order.token}`)
    await page.evaluate(async () => { await navigator.serviceWorker.ready })
    await page.reload()
    await page.getByRole('article').first().waitFor()
    await context.setOffline(true)
    await page.reload()
    await expect.poll(async () => await page.getByRole('article').count()).toBe(2)
    await context.setOffline(false)
  })

  asVisitor('X-07 a free ticket is taken with the keyboard alone', async (visitor) => {
    const { page, say } = visitor
    const event = await publishEvent(await foundOrganizer(), { title: `Tejido abierto ${unique()}` })
    const buyer = newBuyer('Fabiola Murillo')
    await visitor.open(`/eventos/${event.slug}`)
    await page.getByRole('link', { name: say('event.reserveFree') }).waitFor()
    await visitor.check('event-free')
    await tabTo(page, page.getByRole('link', { name: say('event.reserveFree') }))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/comprar$/)
    await page.getByRole('button', { name: say('checkout.confirmFree') }).waitFor()
    await awake(page)
    for (const [label, text] of [['name', buyer.name], ['email', buyer.email], ['phone', buyer.phone]] as const) {
      await tabTo(page, page.getByRole('textbox', { name: say(`checkout.${label}`) }))
      await page.keyboard.type(text)
    }
    for (const consent of ['terms', 'personalData']) {
      await tabTo(page, page.getByRole('checkbox', { name: say(`checkout.${consent}`) }))
      await page.keyboard.press('Space')
    }
    await visitor.check('checkout-free')
    await tabTo(page, page.getByRole('button', { name: say('checkout.confirmFree') }))
    await page.keyboard.press('Enter')
    const order = await apiAs().openLink({ token: await onOrderPage(visitor) })
    expect([order.state, order.total.minor, order.tickets.length]).toEqual(['paid', 0, 1])
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
    await expect.poll(async () => (await organizer.api.getDraft({ eventId })).steps.basics.saved, { timeout: 15_000 }).toMatchObject({ title: { es: 'Vestidos de neblina' } })
  })

  asVisitor('X-07 a page that is not there says so, and links that open nothing show a way on', async (visitor) => {
    const { page, say } = visitor
    for (const path of ['/nada', '/eventos/no-existe']) {
      const answer = await page.goto(at(locale, path))
      expect([path, answer?.status()]).toEqual([path, 404])
      await page.getByRole('heading', { level: 1, name: say('shell.notFoundTitle') }).waitFor()
      await page.getByRole('link', { name: say('shell.seeEvents') }).waitFor()
      expect(await page.title()).not.toBe('')
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      await visitor.check(`not-found-${path.split('/')[1]}`)
    }
    await visitor.open(`/o/${'x'.repeat(40)}`)
    await page.getByRole('link', { name: say('tickets.newLink') }).waitFor()
    await visitor.check('order-unknown')
  })

  asVisitor('X-07 every page for guests stands in both schemes, and its scripts keep to the content policy', async (visitor) => {
    const { page, say } = visitor
    const organizer = await foundOrganizer()
    const { organizerSlug } = await publishEvent(organizer, { title: `Seda ${unique()}` })
    const pages = ['/terminos', '/datos-personales', `/organizadores/${organizerSlug}`, '/panel', '/puerta']
    for (const path of pages) {
      await visitor.open(path)
      await page.getByRole('status').filter({ hasText: say('shell.loading') }).waitFor({ state: 'detached' })
      await visitor.check(`guest${path.replace(organizerSlug, '').replaceAll('/', '-')}`)
    }
    const policy = (await fetch(at(locale, '/'))).headers.get('content-security-policy') ?? ''
    const scripts = policy.split(';').find((rule) => rule.trim().startsWith('script-src')) ?? ''
    expect(scripts).toMatch(/'(sha256|nonce)-/)
    expect(scripts).not.toContain('unsafe-inline')
  })
})

async function signIn({ page, say, ...visitor }: Visitor, email: string, password: string): Promise<void> {
  await visitor.open('/entrar')
  await page.getByRole('textbox', { name: say('account.email') }).fill(email)
  await page.getByLabel(say('account.password')).fill(password)
  await page.getByRole('button', { name: say('account.signIn.enter'), exact: true }).click()
}

/** Goes on with Tab until the cursor is there, and it can be seen that it is. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const isThere = async () => await wanted.evaluate((element) => element === document.activeElement)
  for (let pressed = 0; pressed < 60 && !(await isThere()); pressed++) await page.keyboard.press('Tab')
  const shown = await wanted.evaluate((element) => {
    const { outlineStyle, boxShadow } = getComputedStyle(element)
    return element === document.activeElement && (outlineStyle !== 'none' || boxShadow !== 'none')
  })
  expect(shown, `${String(wanted)} has a visible focus`).toBe(true)
}
