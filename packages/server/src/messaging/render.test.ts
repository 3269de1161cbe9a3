import { expect, test } from 'vitest'
import { compose } from './compose.ts'
import { Intent } from './intent.ts'
import { templates } from './library.ts'
import { orderFacts } from '../../test/order-facts.ts'
import { renderTemplate } from './render.ts'
import { usedTemplates } from './approval.ts'

const locales = ['es-CO', 'en'] as const

test('W-04 every template of the library renders in both languages with its examples, without a hole', () => {
  expect(templates.length).toBe(70)
  for (const template of templates)
    for (const locale of locales) {
      const values = Object.fromEntries(template.variables.map(({ name, example }) => [name, example[locale]]))
      const rendered = renderTemplate(template.key, locale, values)
      expect([template.key, rendered.body, rendered.short, rendered.subject, rendered.sms].join(' ')).not.toMatch(/\{\{|undefined/)
      expect(rendered.body.length).toBeLessThanOrEqual(1024)
    }
})

test('W-04 a message with a missing value does not go out, and a value cannot break WhatsApp’s rules', () => {
  expect(() => renderTemplate('auth_otp', 'es-CO', {})).toThrow('auth_otp lacks code')
  expect(renderTemplate('auth_otp', 'es-CO', { code: ' 48\n29\t13      0 ' }).variables).toEqual({ code: '48 29 13 0' })
})

const intentFor = (template: string, locale: 'es-CO' | 'en', data = {}) =>
  Intent.parse({
    id: 'i',
    template,
    organization_id: null,
    event_id: null,
    order_id: 'o',
    user_id: null,
    locale,
    recipient_name: null,
    email: null,
    phone: null,
    channels: [],
    data,
    created_at: new Date(),
  })
const pesos = (amount: number) => ({ minor: amount * 100, currency: 'COP' }) as const
const data = {
  voucher: { agreement: '110756', reference: '7781229041' },
  failureCode: 'insufficient_funds',
  deadline: '2026-12-01T01:00:00Z',
  code: '482913',
  url: 'https://boletas.test/entrar/x',
  organizationName: 'Alta Costura',
  role: 'door',
}

test('W-04 an order fills every template that is sent, in both languages and on each channel', async () => {
  for (const template of [
    ...usedTemplates,
    'payment_receipt',
    'sign_in_link',
    'email_code',
    'password_reset',
    'email_verification',
    'order_links',
    'member_invited',
    'event_cancelled_free',
  ])
    for (const locale of locales) {
      const told = {
        intent: intentFor(template, locale, data),
        orders: template === 'auth_otp' ? [] : [orderFacts({ locale })],
        publicUrl: 'https://boletas.test',
        supportEmail: 'hola@boletas.test',
      }
      const mail = await compose('email', told)
      expect(mail.subject).not.toBe('')
      expect(mail.html).toContain(`lang="${locale}"`)
      expect(`${template}: ${mail.text}`).not.toMatch(/\{\{|undefined|\{APP_HOST\}/)
    }
})

test('W-04 a ticket message speaks of Colombia’s day, hour and money, and its links keep the reader’s language', async () => {
  const told = (template: string, locale: 'es-CO' | 'en') => ({
    intent: intentFor(template, locale, data),
    orders: [orderFacts({ locale })],
    publicUrl: 'https://boletas.test',
    supportEmail: 'hola@boletas.test',
  })
  const spanish = await compose('whatsapp', told('event_reminder_24h', 'es-CO'))
  expect(spanish.text).toContain('sábado 28 de noviembre')
  expect(spanish.text).toContain('Puertas: 6:00 p. m. · Inicio: 7:30 p. m.')
  expect((await compose('email', told('payment_receipt', 'es-CO'))).text).toContain('Valor: $ 170.000')
  const discounted = orderFacts({ locale: 'en', promoCode: 'ALIADOS15', discount: pesos(30_000), taxIncluded: pesos(27_143), ivaBp: 1900 })
  const receipt = await compose('email', { ...told('payment_receipt', 'en'), orders: [discounted] })
  expect(receipt.text).toContain('Discount ALIADOS15: -COP 30,000\nIncludes 19% IVA: COP 27,143')
  const onWhatsapp = await compose('whatsapp', { ...told('payment_receipt', 'en'), orders: [discounted] })
  expect(onWhatsapp.text).toContain('Amount: COP 170,000 (Discount ALIADOS15: -COP 30,000)\n')
  expect(onWhatsapp.variables['amount']).toBe('COP 170,000 (Discount ALIADOS15: -COP 30,000)')
  expect((await compose('whatsapp', told('payment_receipt', 'en'))).variables['amount']).toBe('COP 170,000')
  expect((await compose('sms', { ...told('payment_receipt', 'en'), orders: [discounted] })).text).not.toContain('ALIADOS15')
  expect((await compose('email', told('ticket_delivery', 'en'))).text).toContain('https://boletas.test/en/t/tok_abcdefghijklmnopqrst')
})
