import type { EventDetail, Locale } from '@fashionistas/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signUp } from './account.ts'
import { launchBrowser } from './browser.ts'
import { chooseTickets, fillBuyer, onOrderPage, pay } from './checkout.ts'
import { arrival, linkIn } from './inbox.ts'
import { foundOrganizer, newBuyer, publishEvent, type Organizer } from './organizer.ts'
import { apiAs, unique } from './product.ts'
import { journey, type Visitor } from './visitor.ts'

const browser = await launchBrowser()
afterAll(async () => await browser.close())
const guest = apiAs()
const menu = { es: '¿Qué vas a comer?', en: 'What will you eat?' }
const vegan = { es: 'Vegetariano', en: 'Vegetarian' }
const withMeat = { es: 'Con carne', en: 'With meat' }

describe.each<Locale>(['es-CO', 'en'])('codes and questions, in %s', (locale) => {
  const language = locale === 'en' ? 'en' : 'es'
  let organizer: Organizer
  let event: EventDetail
  beforeAll(async () => {
    organizer = await foundOrganizer()
    event = await publishEvent(organizer, { title: `Tejido Vivo ${unique()}`, pesos: 119_000, ivaBp: 1900 })
  })
  const asOrganizer = (what: string, story: (visitor: Visitor) => Promise<void>) =>
    test(what, async () => await journey(browser, { locale, cookie: organizer.cookie }, story))
  const asVisitor = (what: string, story: (visitor: Visitor) => Promise<void>) => test(what, async () => await journey(browser, { locale }, story))

  asOrganizer('T-06 the organizer makes a code, shares its link, and switches it off and on', async (visitor) => {
    const { page, say } = visitor
    await visitor.open(`/panel/eventos/${event.id}`)
    await page.getByRole('link', { name: say('backstage.event.links.codes') }).click()
    await page.getByRole('heading', { name: say('backstage.codes.empty') }).waitFor()
    await visitor.check('codes-empty')
    await page.getByRole('button', { name: say('backstage.codes.create') }).click()
    const form = page.getByRole('dialog')
    const create = form.getByRole('button', { name: say('backstage.codes.create') })
    await create.click()
    await form.getByText(say('backstage.codes.codeForm')).waitFor()
    await visitor.check('codes-missing')
    await form.getByRole('textbox', { name: say('backstage.codes.code') }).fill('aliados 15')
    await form.getByRole('textbox', { name: say('backstage.codes.percent') }).fill('15')
    await form.getByRole('textbox', { name: say('backstage.codes.maxUses') }).fill('50')
    await form.getByRole('textbox', { name: say('backstage.codes.maxPerBuyer') }).fill('1')
    await visitor.check('codes-new')
    await create.click()
    const row = page.getByRole('row').filter({ hasText: 'ALIADOS15' })
    await row.getByText(say('backstage.codes.percentOff', { percent: '15' })).waitFor()

    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await row.getByRole('button', { name: say('backstage.codes.copyOf', { code: 'ALIADOS15' }) }).click()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toContain(`/eventos/${event.slug}?${locale === 'en' ? 'code' : 'codigo'}=ALIADOS15`)

    const lever = row.getByRole('switch', { name: say('backstage.codes.switch', { code: 'ALIADOS15' }) })
    await lever.press('Space')
    await row.getByText(say('backstage.codes.standing.off')).waitFor()
    await expect.poll(async () => (await organizer.api.listCodes({ eventId: event.id })).data[0]?.isActive).toBe(false)
    await lever.press('Space')
    await row.getByText(say('backstage.codes.standing.on')).waitFor()

    await row.getByRole('button', { name: 'ALIADOS15', exact: true }).click()
    await form.getByRole('textbox', { name: say('backstage.codes.maxUses') }).fill('40')
    await visitor.check('codes-change')
    await form.getByRole('button', { name: say('backstage.codes.save') }).click()
    await row.getByText(say('backstage.codes.usesOf', { used: '0', max: '40' })).waitFor()
    await visitor.check('codes')
  })

  asOrganizer('T-07 the organizer asks: adds questions, moves one, says what is missing, and saves', async (visitor) => {
    const { page, say } = visitor
    await visitor.open(`/panel/eventos/${event.id}/preguntas`)
    await page.getByRole('heading', { name: say('backstage.questions.empty') }).waitFor()
    await visitor.check('questions-empty')
    const add = page.getByRole('button', { name: say('backstage.questions.add') })
    const question = (number: number) => page.getByRole('group', { name: say('backstage.questions.number', { number }), exact: true })
    await add.click()
    await question(1).getByLabel(say('backstage.questions.label'), { exact: true }).fill('¿Cómo supiste del evento?')
    await add.click()
    await question(2).getByLabel(say('backstage.questions.label'), { exact: true }).fill(menu.es)
    await question(2)
      .getByLabel(say('wizard.inEnglish', { label: say('backstage.questions.label') }))
      .fill(menu.en)
    await question(2)
      .getByRole('combobox', { name: say('backstage.questions.answer') })
      .or(question(2).getByRole('textbox', { name: say('backstage.questions.answer') }))
      .click()
    await page.getByRole('option', { name: say('backstage.questions.kind.choice') }).click()
    await question(2)
      .getByRole('switch', { name: say('backstage.questions.required') })
      .click()
    await page.getByRole('button', { name: say('backstage.questions.save') }).click()
    await question(2).getByText(say('backstage.questions.optionsMissing')).waitFor()
    await visitor.check('questions-missing')
    for (const [place, option] of [vegan, withMeat].entries()) {
      const label = say('backstage.questions.option', { number: place + 1 })
      await question(2).getByLabel(label, { exact: true }).fill(option.es)
      await question(2).getByLabel(say('wizard.inEnglish', { label })).fill(option.en)
    }
    await question(2)
      .getByRole('button', { name: say('backstage.questions.up', { name: menu.es }) })
      .click()
    await expect.poll(async () => await question(1).getByLabel(say('backstage.questions.label'), { exact: true }).inputValue()).toBe(menu.es)
    await page.getByRole('button', { name: say('backstage.questions.save') }).click()
    await page.getByText(say('backstage.questions.asSaved')).waitFor()
    await visitor.check('questions')
    const { data } = await organizer.api.listQuestions({ eventId: event.id })
    expect(data).toMatchObject([
      { kind: 'choice', label: menu, options: [vegan, withMeat], isRequired: true },
      { kind: 'text', label: { es: '¿Cómo supiste del evento?' }, isRequired: false },
    ])
  })

  asOrganizer('T-07 who saves questions over newer ones is told, keeps their words, and takes the newer ones', async (visitor) => {
    const { page, say } = visitor
    const other = await publishEvent(organizer, { title: `A dos manos ${unique()}` })
    const save = async (es: string) => {
      const { version } = await organizer.api.listQuestions({ eventId: other.id })
      await organizer.api.saveQuestions({ eventId: other.id, questions: [{ kind: 'text', label: { es } }] }, { ifMatch: version })
    }
    await save('¿Con quién vienes?')
    await visitor.open(`/panel/eventos/${other.id}/preguntas`)
    const label = page
      .getByRole('group', { name: say('backstage.questions.number', { number: 1 }), exact: true })
      .getByLabel(say('backstage.questions.label'), { exact: true })
    await label.fill('¿Qué talla usas?')
    await save('¿Cómo llegas?')
    await page.getByRole('button', { name: say('backstage.questions.save') }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: say('backstage.questions.overtaken.title') })
      .waitFor()
    expect(await label.inputValue()).toBe('¿Qué talla usas?')
    await visitor.check('questions-overtaken')
    await page.getByRole('button', { name: say('backstage.questions.overtaken.take') }).click()
    await expect.poll(async () => await label.inputValue()).toBe('¿Cómo llegas?')
    await label.fill('¿Cómo llegas? ¿En bici?')
    await page.getByRole('button', { name: say('backstage.questions.save') }).click()
    await page.getByText(say('backstage.questions.asSaved')).waitFor()
    expect((await organizer.api.listQuestions({ eventId: other.id })).data.map((each) => each.label.es)).toEqual(['¿Cómo llegas? ¿En bici?'])
  })

  asVisitor('T-06 T-07 a buyer tries a wrong code, then a right one, answers, pays with Nequi and sees the discount and the tax', async (visitor) => {
    const { page, say, like } = visitor
    const buyer = newBuyer('Marcela Rentería')
    await visitor.open(`/eventos/${event.slug}/comprar`)
    await chooseTickets(visitor, 2)
    await page.getByRole('button', { name: say('checkout.code.have') }).click()
    const field = page.getByRole('textbox', { name: say('checkout.code.label') })
    await field.fill('nadie')
    await field.press('Enter')
    await page.getByRole('alert').filter({ hasText: wordsOfApi[locale].code_unknown }).waitFor()
    await page.getByRole('button', { name: say('checkout.code.without') }).waitFor()
    await visitor.check('checkout-code-wrong')
    await field.fill('aliados15')
    await page.getByRole('button', { name: say('checkout.code.apply') }).click()
    await page.getByText(like('checkout.code.applied')).waitFor()

    await fillBuyer(visitor, buyer)
    await page.getByRole('button', { name: say('checkout.toPayment') }).click()
    await page.getByText(say('checkout.questions.missingChoice')).waitFor()
    await expect
      .poll(async () => await page.getByRole('radio', { name: vegan[language] }).evaluate((radio) => radio === document.activeElement))
      .toBe(true)
    await visitor.check('checkout-question-missing')
    await page.getByRole('radio', { name: vegan[language] }).check()
    await page.getByRole('textbox', { name: /¿Cómo supiste/ }).fill('Por una amiga')
    await page.reload()
    await page.getByText(like('checkout.code.applied')).waitFor()
    expect(await page.getByRole('radio', { name: vegan[language] }).isChecked()).toBe(true)
    expect(await page.getByRole('textbox', { name: /¿Cómo supiste/ }).inputValue()).toBe('Por una amiga')
    await page.getByText(say('checkout.discountOf', { code: 'ALIADOS15' })).waitFor()
    await page.getByText(say('checkout.taxIncluded', { percent: 19 })).waitFor()
    await visitor.check('checkout-code-and-questions')

    await visitor.context.setOffline(true)
    await page.getByRole('button', { name: say('checkout.toPayment') }).click()
    await page
      .getByRole('alert')
      .filter({ hasText: say('checkout.formKept') })
      .waitFor()
    await visitor.context.setOffline(false)
    await page.getByRole('button', { name: say('checkout.toPayment') }).click()
    await page.getByRole('heading', { name: say('checkout.held.title') }).waitFor()
    await pay(visitor, 'nequi')
    const order = await guest.openLink({ token: await onOrderPage(visitor) })
    expect(order).toMatchObject({
      state: 'paid',
      promoCode: 'ALIADOS15',
      subtotal: { minor: 23_800_000 },
      discount: { minor: 3_570_000 },
      total: { minor: 20_230_000 },
      taxIncluded: { minor: 3_230_000 },
      ivaBp: 1900,
      answers: [
        { question: menu, kind: 'choice', value: vegan.es, option: vegan },
        { question: { es: '¿Cómo supiste del evento?' }, kind: 'text', value: 'Por una amiga', option: null },
      ],
    })
    await page.getByText(say('checkout.discountOf', { code: 'ALIADOS15' })).waitFor()
    await page.getByText(say('checkout.taxIncluded', { percent: 19 })).waitFor()
    await page
      .getByRole('region', { name: say('tickets.answers') })
      .getByText(vegan[language], { exact: true })
      .waitFor()
    await visitor.check('order-with-code')
  })

  asVisitor('T-06 the link of a code applies it; a second order of the same person goes on without it', async (visitor) => {
    const { page, say, like } = visitor
    const buyer = newBuyer('Rocío Angulo')
    const started = await startOrder(event, buyer)
    await visitor.open(`/eventos/${event.slug}?codigo=aliados15`)
    await page.getByText(say('event.withCode', { code: 'ALIADOS15' })).waitFor()
    await page.getByRole('link', { name: like('event.buyFrom') }).click()
    await page.getByText(like('checkout.code.applied')).waitFor()
    await fillBuyer(visitor, buyer)
    await page.getByRole('radio', { name: withMeat[language] }).check()
    await page.getByRole('button', { name: say('checkout.toPayment') }).click()
    await page.getByRole('alert').filter({ hasText: wordsOfApi[locale].code_used_up }).waitFor()
    await visitor.check('checkout-code-used')
    await page.getByRole('button', { name: say('checkout.code.without') }).click()
    await page.getByText(like('checkout.code.applied')).waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('button', { name: say('checkout.code.have') }).waitFor() // taken off, it stays off
    await page.getByRole('button', { name: say('checkout.toPayment') }).click()
    await page.getByRole('heading', { name: say('checkout.held.title') }).waitFor()
    const orders = await organizer.api.listOrders({ eventId: event.id, q: buyer.email })
    expect(orders.data.map(({ total }) => total.minor).toSorted((a, b) => a - b)).toEqual([started.total.minor, 11_900_000])
  })

  asOrganizer('T-07 the organizer sees the code, the discount and the answers of an order', async (visitor) => {
    const { page, say } = visitor
    await visitor.open(`/panel/eventos/${event.id}/pedidos?q=Marcela`)
    await page.getByRole('row').filter({ hasText: 'Marcela Rentería' }).getByRole('button').click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText(say('backstage.order.discountOf', { code: 'ALIADOS15' })).waitFor()
    await drawer.getByText(say('backstage.order.taxIncluded', { percent: 19 })).waitFor()
    await drawer.getByText('Por una amiga').waitFor()
    await drawer
      .getByRole('region', { name: say('backstage.order.answers') })
      .getByText(vegan[language], { exact: true })
      .waitFor()
    await visitor.check('order-drawer-with-code')
    await visitor.open(`/panel/eventos/${event.id}/codigos`)
    await page
      .getByRole('row')
      .filter({ hasText: 'ALIADOS15' })
      .getByText(say('backstage.codes.usesOf', { used: '1', max: '40' }))
      .waitFor()
    await visitor.check('codes-used')
    await visitor.open(`/panel/eventos/${event.id}/boletas`) // a code has a pool of its own; it is no stock of tickets
    await page.getByRole('button', { name: 'General', exact: true }).waitFor()
    expect(await page.getByText('ALIADOS15').count()).toBe(0)
  })

  test('T-06 who may only look sees codes and questions without a button to change them', async () => {
    const colleague = await signUp('Nelly Cortés')
    await fetch(linkIn(await arrival(colleague.email, ({ links }) => links.some((link) => link.includes('verify-email'))), 'verify-email'))
    await organizer.api.addMember({ organizationId: organizer.organizationId, email: colleague.email, role: 'finance' }, { idempotencyKey: unique() })
    await journey(browser, { locale, cookie: colleague.cookie }, async (visitor) => {
      const { page, say } = visitor
      await visitor.open(`/panel/eventos/${event.id}/codigos`)
      await page.getByRole('row').filter({ hasText: 'ALIADOS15' }).waitFor()
      expect(await page.getByRole('switch').count()).toBe(0)
      expect(await page.getByRole('button', { name: say('backstage.codes.create') }).count()).toBe(0)
      await visitor.open(`/panel/eventos/${event.id}/preguntas`)
      await page.getByText(menu[language]).waitFor()
      expect(await page.getByRole('button', { name: say('backstage.questions.save') }).count()).toBe(0)
      await visitor.check('questions-read')
    })
  })
})

/** The api's own sentences, which stand in the contract's catalogue. */
const wordsOfApi = {
  'es-CO': { code_unknown: 'No conocemos ese código', code_used_up: 'El código ya se usó' },
  en: { code_unknown: 'We do not know that code', code_used_up: 'The code has been used' },
} as const

/** An order with the code that is held and not paid. */
async function startOrder({ id: eventId, types }: EventDetail, buyer: ReturnType<typeof newBuyer>) {
  const lines = types.slice(0, 1).map((type) => ({ typeId: type.id, quantity: 1 }))
  const { questions } = await guest.getEvent({ idOrSlug: eventId })
  const { hash } = await guest.quoteOrder({ eventId, lines, promoCode: 'ALIADOS15' })
  const answers = questions.filter(({ isRequired }) => isRequired).map(({ id }) => ({ questionId: id, value: vegan.es }))
  const consents = { terms: true, personalData: true } as const
  const order = { eventId, lines, promoCode: 'ALIADOS15', answers, quoteHash: hash, buyer, consents }
  return await guest.placeOrder(order, { idempotencyKey: unique() })
}
