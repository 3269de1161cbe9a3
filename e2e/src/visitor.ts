import { AxeBuilder } from '@axe-core/playwright'
import type { Locale } from '@fashionistas/contract'
import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { at, productUrl } from './product.ts'
import { wordsIn, type Words } from './words.ts'

export type Visitor = Words & {
  readonly page: Page
  readonly context: BrowserContext
  readonly locale: Locale
  /** Opens a page by its Spanish path, in the visitor's language. */
  open(path: string): Promise<void>
  /** The page as it stands: nothing for axe to complain about, in light and (in Spanish) in dark. With SHOTS=1 pictures are kept. */
  check(name: string, schemes?: readonly Scheme[]): Promise<void>
  leave(): Promise<void>
}
type Scheme = 'light' | 'dark'
type Wish = { readonly locale: Locale; readonly cookie?: string }

const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 900 }
const schemes: readonly Scheme[] = ['light', 'dark']
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const isPicturing = process.env['SHOTS'] === '1'
const shots = '/tmp/shots/journey'

/** A person with a phone of their own. A script that breaks or a rule of the content policy that is broken fails the journey when they leave. */
export async function visit(browser: Browser, { locale, cookie }: Wish): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: phone,
    locale,
    timezoneId: 'America/Bogota',
    hasTouch: true,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(20_000)
  const [name, value] = cookie?.split('=') ?? []
  if (name && value) await context.addCookies([{ name, value, url: productUrl, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  const faults: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' && /content security policy|hydrat|minified react/i.test(message.text()))
      faults.push(`${message.page()?.url()} ${message.text()}`)
  })
  context.on('weberror', (event) => faults.push(`${event.page()?.url()} ${String(event.error())}`))
  return {
    ...wordsIn(locale),
    page,
    context,
    locale,
    open: async (path) => {
      await page.goto(at(locale, path))
      await awake(page)
    },
    check: async (place, wanted = schemes) => {
      const before = await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'] ?? 'light')
      // A language changes no colours: the second scheme is looked at once.
      for (const scheme of locale === 'es-CO' || isPicturing ? wanted : wanted.slice(0, 1)) {
        await setScheme(page, scheme)
        // The second scheme changes colours and nothing else.
        await inspect(page, scheme === wanted[0] ? rules : ['color-contrast'], `${place} ${locale} ${scheme}`)
        if (isPicturing) await picture(page, `${place} ${locale} ${scheme}`)
      }
      await setScheme(page, before)
    },
    leave: async () => {
      await context.close()
      expect(faults, 'scripts and content policy').toEqual([])
    },
  }
}

/** A whole journey with a phone of its own; where it broke off, the error says what stood on the screen. */
export async function journey(browser: Browser, wish: Wish, story: (visitor: Visitor) => Promise<void>): Promise<void> {
  const visitor = await visit(browser, wish)
  try {
    await story(visitor)
  } catch (cause) {
    const seen = await visitor.page
      .locator('body')
      .ariaSnapshot()
      .catch(() => 'nothing')
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\nat ${visitor.page.url()}\n${seen}`, { cause })
  }
  await visitor.leave()
}

/** Until React has taken over what the server sent: what is typed before would be lost. Its mark on the elements is the only sign of it. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('form, button')].every((element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))),
  )
}

async function inspect(page: Page, wanted: string[], place: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ runOnly: wanted }).analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`)
  expect(told, place).toEqual([])
}

/** As the switch on the page sets it (shell/scheme.ts), for every page of this visitor; ends when it is painted. */
async function setScheme(page: Page, scheme: string): Promise<void> {
  await page.evaluate(async (newValue) => {
    const key = 'mantine-color-scheme-value'
    document.documentElement.dataset['mantineColorScheme'] = newValue
    localStorage.setItem(key, newValue)
    window.dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }))
    await new Promise((painted) => {
      requestAnimationFrame(() => requestAnimationFrame(painted))
    })
  }, scheme)
}

async function picture(page: Page, place: string): Promise<void> {
  mkdirSync(shots, { recursive: true })
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    await page.screenshot({ path: `${shots}/${place.replaceAll(' ', '-')}-${size.width}.png`, fullPage: size === phone })
  }
  await page.setViewportSize(phone)
}
