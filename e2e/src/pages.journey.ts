import type { Locale } from '@fashionistas/contract'
import type { Locator, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { onOrderPage } from './checkout.ts'
import { foundOrganizer, newBuyer, publishEvent } from './organizer.ts'
import { apiAs, at, unique } from './product.ts'
import { awake, journey, type Visitor } from './visitor.ts'

const browser = await launchBrowser()
afterAll(async () => await browser.close())

describe.each<Locale>(['es-CO', 'en'])('pages for everybody, in %s', (locale) => {
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
    for (const [label, text] of [
      ['name', buyer.name],
      ['email', buyer.email],
      ['phone', buyer.phone],
    ] as const) {
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

  asVisitor('X-07 a page that is not there says so, and links that open nothing show a way on', async (visitor) => {
    const { page, say } = visitor
    for (const path of ['/nada', '/eventos/no-existe']) {
      const answer = await page.goto(at(locale, path))
      expect([path, answer?.status()]).toEqual([path, 404])
      await page.getByRole('heading', { name: say('shell.notFoundTitle') }).waitFor()
      await page.getByRole('link', { name: say('shell.seeEvents') }).waitFor()
      await expect.poll(async () => await page.title()).not.toBe('')
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
      await page
        .getByRole('status')
        .filter({ hasText: say('shell.loading') })
        .waitFor({ state: 'detached' })
      await visitor.check(`guest${path.replace(organizerSlug, '').replaceAll('/', '-')}`)
    }
    const policy = (await fetch(at(locale, '/'))).headers.get('content-security-policy') ?? ''
    const scripts = policy.split(';').find((rule) => rule.trim().startsWith('script-src')) ?? ''
    expect(scripts).toMatch(/'(sha256|nonce)-/)
    expect(scripts).not.toContain('unsafe-inline')
  })
})

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
