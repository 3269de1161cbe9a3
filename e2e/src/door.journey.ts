import type { Locale } from '@fashionistas/contract'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from './account.ts'
import { launchBrowser } from './browser.ts'
import { arrival, linkIn } from './inbox.ts'
import { foundOrganizer, newBuyer, publishEvent, sell } from './organizer.ts'
import { at, unique } from './product.ts'
import { journey } from './visitor.ts'

const browser = await launchBrowser()
afterAll(async () => await browser.close())

describe.each<Locale>(['es-CO', 'en'])('journey 2 at the door, in %s', (locale) => {
  test('T-14 the door admits a ticket once, from a reader that types and by the code under the QR', async () =>
    await journey(browser, { locale }, async (visitor) => {
      const title = `Noche de lino ${unique()}`
      const organizer = await foundOrganizer()
      const event = await publishEvent(organizer, { title, pesos: 60_000 })
      const { page, say, like } = visitor
      const staff = await signUp('Wilmar Puerta')
      await fetch(linkIn(await arrival(staff.email, ({ links }) => links.some((link) => link.includes('verify-email'))), 'verify-email'))
      await organizer.api.addMember({ organizationId: organizer.organizationId, email: staff.email, role: 'door' }, { idempotencyKey: unique() })
      const {
        tickets: [first, second],
        buyer,
      } = await sell(event.id, newBuyer('Carmen Angulo'), 2)
      if (!first?.token || !second) throw new Error('two tickets were sold')

      await visitor.open(`/entrar?then=${encodeURIComponent(new URL(at(locale, '/puerta')).pathname)}`)
      await page.getByRole('textbox', { name: say('account.email') }).fill(staff.email)
      await page.getByLabel(say('account.password')).fill(staff.password)
      await page.getByRole('button', { name: say('account.signIn.enter'), exact: true }).click()
      await page.getByRole('heading', { level: 1, name: say('door.doors.title') }).waitFor()
      await page.getByRole('link', { name: title }).waitFor()
      await visitor.check('doors')
      await page.getByRole('link', { name: title }).click()
      await page.getByRole('button', { name: say('door.camera.start') }).waitFor()
      await visitor.check('door', ['dark'])

      const read = async (code: string) => {
        await page.keyboard.type(code)
        await page.keyboard.press('Enter')
      }
      await read(first.token)
      await page.getByText(say('door.verdict.admitted'), { exact: true }).waitFor()
      await page.getByText(buyer.name).waitFor()
      await visitor.check('door-admitted', ['dark'])
      await page.getByRole('button', { name: say('door.answer.next') }).click()
      await read(first.token)
      await page.getByText(say('door.verdict.duplicate'), { exact: true }).waitFor()
      await page.getByText(like('door.answer.firstAt')).waitFor()
      await visitor.check('door-duplicate', ['dark'])

      await page.getByRole('button', { name: say('door.tools.code') }).click()
      await page.getByRole('textbox', { name: say('door.manual.label') }).fill(second.code.toLowerCase())
      await page.getByRole('button', { name: say('door.manual.check') }).click()
      await page.getByText(say('door.verdict.admitted'), { exact: true }).waitFor()
      await visitor.check('door-code', ['dark'])
      expect((await organizer.api.getDoor({ eventId: event.id })).counts).toMatchObject({ admitted: 2, inside: 2 })
    }))
})
