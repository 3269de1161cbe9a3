import type { Config } from '#core/config.ts'
import type { MessagingParts } from '#messaging/index.ts'
import type { PaymentProvider } from '#payments/index.ts'
import { sandbox } from './providers/sandbox/sandbox.ts'
import { smtp } from './providers/smtp/smtp.ts'
import { twilioSms } from './providers/twilio-sms/twilio-sms.ts'
import { whatsapp } from './providers/whatsapp/whatsapp.ts'
import { wompi } from './providers/wompi/wompi.ts'

/** The payment companies that are configured, in the order in which they are asked. */
export function providersOf(config: Config): readonly PaymentProvider[] {
  const known: PaymentProvider[] = []
  if (config.WOMPI_BASE_URL && config.WOMPI_PUBLIC_KEY && config.WOMPI_PRIVATE_KEY && config.WOMPI_INTEGRITY_SECRET && config.WOMPI_EVENTS_SECRET)
    known.push(
      wompi({
        baseUrl: config.WOMPI_BASE_URL,
        publicKey: config.WOMPI_PUBLIC_KEY,
        privateKey: config.WOMPI_PRIVATE_KEY,
        integritySecret: config.WOMPI_INTEGRITY_SECRET,
        eventsSecret: config.WOMPI_EVENTS_SECRET,
        ...(config.WOMPI_BROWSER_BASE_URL ? { browserBaseUrl: config.WOMPI_BROWSER_BASE_URL } : {}),
      }),
    )
  if (config.SANDBOX_BASE_URL && config.SANDBOX_SECRET) known.push(sandbox({ baseUrl: config.SANDBOX_BASE_URL, secret: config.SANDBOX_SECRET }))
  const order = config.PAYMENT_PROVIDERS.split(',').map((name) => name.trim())
  return known.filter(({ id }) => order.includes(id)).toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
}

/** The ways to reach people that are configured. */
export function channelsOf(config: Config): Pick<MessagingParts, 'channels' | 'whatsapp' | 'sms'> {
  const { WHATSAPP_TOKEN, WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_APP_SECRET, WHATSAPP_VERIFY_TOKEN, WHATSAPP_WABA_ID } = config
  const phone =
    WHATSAPP_TOKEN && WHATSAPP_PHONE_NUMBER_ID && WHATSAPP_APP_SECRET && WHATSAPP_VERIFY_TOKEN
      ? whatsapp({
          baseUrl: config.WHATSAPP_BASE_URL,
          version: config.WHATSAPP_GRAPH_VERSION,
          token: WHATSAPP_TOKEN,
          phoneNumberId: WHATSAPP_PHONE_NUMBER_ID,
          appSecret: WHATSAPP_APP_SECRET,
          verifyToken: WHATSAPP_VERIFY_TOKEN,
          ...(WHATSAPP_WABA_ID ? { wabaId: WHATSAPP_WABA_ID } : {}),
        })
      : undefined
  const mail = config.SMTP_URL ? smtp({ url: config.SMTP_URL, from: config.MAIL_FROM }) : undefined
  const sms =
    config.SMS_URL && config.SMS_TOKEN
      ? twilioSms({ baseUrl: config.SMS_URL, token: config.SMS_TOKEN, webhookUrl: `${config.PUBLIC_URL}/webhooks/twilio` })
      : undefined
  return { channels: [phone, mail, sms].filter((channel) => channel !== undefined), whatsapp: phone, sms }
}
