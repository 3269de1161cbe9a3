import type { Locale } from '@fashionistas/contract'
import type { OrderFacts } from './facts.ts'
import type { Intent, OwnTemplate } from './intent.ts'
import { dateText } from './money-and-dates.ts'
import { pathOf } from './links.ts'
import { firstName, wordsIn } from './values.ts'
import { roleWords } from './words.ts'

export type OwnMail = {
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly code?: string | undefined
  readonly buttons: readonly { readonly text: string; readonly url: string }[]
}
type Told = { readonly intent: Intent; readonly orders: readonly OrderFacts[]; readonly publicUrl: string }

const say = (locale: Locale, es: string, en: string): string => (locale === 'en' ? en : es)

/** Mail that the library has no template for: the account, the lost link, the team, a free event that is off. */
export function ownMail(template: Exclude<OwnTemplate, 'reply'>, told: Told): OwnMail {
  const {
    intent: { locale, data },
    orders,
    publicUrl,
  } = told
  const unasked = say(
    locale,
    'Si no lo pediste, no hagas nada: nadie entra sin este correo.',
    'If you did not ask for this, do nothing: nobody gets in without this email.',
  )
  const button = (es: string, en: string) => [{ text: say(locale, es, en), url: data.url ?? publicUrl }]
  switch (template) {
    case 'sign_in_link':
      return {
        subject: say(locale, 'Tu enlace para entrar a Fashionistas', 'Your link to sign in to Fashionistas'),
        paragraphs: [
          say(
            locale,
            'Entra con este enlace. Sirve una sola vez y vence en 15 minutos.',
            'Sign in with this link. It works once and expires in 15 minutes.',
          ),
          unasked,
        ],
        code: data.code,
        buttons: data.url ? button('Entrar', 'Sign in') : [],
      }
    case 'email_code':
      return {
        subject: say(locale, 'Tu código de acceso', 'Your access code'),
        paragraphs: [
          say(locale, 'Escribe este código para entrar. Vence en 10 minutos.', 'Enter this code to sign in. It expires in 10 minutes.'),
          unasked,
        ],
        code: data.code,
        buttons: data.url ? button('Entrar', 'Sign in') : [],
      }
    case 'password_reset':
      return {
        subject: say(locale, 'Cambia tu contraseña', 'Change your password'),
        paragraphs: [
          say(
            locale,
            'Elige una contraseña nueva con este enlace. Vence pronto y sirve una sola vez.',
            'Choose a new password with this link. It expires soon and works once.',
          ),
          say(locale, 'Si no lo pediste, tu contraseña sigue igual.', 'If you did not ask for this, your password stays as it is.'),
        ],
        code: data.code,
        buttons: data.url ? button('Cambiar contraseña', 'Change password') : [],
      }
    case 'email_verification':
      return {
        subject: say(locale, 'Confirma tu correo', 'Confirm your email'),
        paragraphs: [
          say(
            locale,
            'Confirma que este correo es tuyo y verás aquí todas tus boletas.',
            'Confirm that this email is yours and you will find all your tickets here.',
          ),
          unasked,
        ],
        code: data.code,
        buttons: data.url ? button('Confirmar correo', 'Confirm email') : [],
      }
    case 'order_links':
      return {
        subject: say(locale, 'Los enlaces de tus boletas', 'The links to your tickets'),
        paragraphs: [
          say(
            locale,
            'Estos son tus pedidos. Cada botón abre las boletas sin contraseña, así que no lo compartas.',
            'These are your orders. Each button opens the tickets without a password, so keep it to yourself.',
          ),
        ],
        buttons: orders.map((order) => ({
          text: `${wordsIn(order.event.title, locale)} · ${order.code}`,
          url: `${publicUrl}${pathOf(locale, `/o/${order.linkToken}`)}`,
        })),
      }
    case 'member_invited':
      return invitation(told)
    case 'event_cancelled_free':
      return cancelledFree(told)
  }
}

function invitation({ intent: { locale, data }, publicUrl }: Told): OwnMail {
  const { organizationName = '', inviterName, role, token } = data
  const who = inviterName ? say(locale, `${inviterName} te invitó`, `${inviterName} invited you`) : say(locale, 'Te invitaron', 'You were invited')
  return {
    subject: say(locale, `Invitación al equipo de ${organizationName}`, `Invitation to the team of ${organizationName}`),
    paragraphs: [
      say(
        locale,
        `${who} al equipo de *${organizationName}* en Fashionistas. Tu rol: ${roleWords(role, locale)}.`,
        `${who} to the team of *${organizationName}* on Fashionistas. Your role: ${roleWords(role, locale)}.`,
      ),
      say(
        locale,
        'Entra con este mismo correo y encontrarás el equipo en tu panel.',
        'Sign in with this same email and you will find the team in your panel.',
      ),
    ],
    buttons: [
      { text: say(locale, 'Aceptar invitación', 'Accept invitation'), url: `${publicUrl}${pathOf(locale, token ? `/inv/${token}` : '/entrar')}` },
    ],
  }
}

function cancelledFree({ intent: { locale, data }, orders: [order], publicUrl }: Told): OwnMail {
  if (!order) throw new Error('event_cancelled_free lacks its order')
  const { event } = order
  const [title, day, name] = [wordsIn(event.title, locale), dateText(event.startsAt, event.timeZone, locale), firstName(order.buyer.name)]
  const reason = data.reason ?? event.cancelReason
  return {
    subject: say(locale, `${title} fue cancelado`, `${title} was cancelled`),
    paragraphs: [
      say(
        locale,
        `Hola ${name}, lamentamos informarte que *${title}* del ${day} fue cancelado${reason ? ` por ${reason}` : ''}.`,
        `Hi ${name}, we are sorry to tell you that *${title}* on ${day} was cancelled${reason ? ` because of ${reason}` : ''}.`,
      ),
      say(
        locale,
        'Tu registro no tenía costo, así que no hay dinero por devolver. No tienes que hacer nada más.',
        'Your registration was free, so there is no money to give back. You do not need to do anything else.',
      ),
    ],
    buttons: [{ text: say(locale, 'Ver otros eventos', 'See other events'), url: `${publicUrl}${pathOf(locale, '/eventos')}` }],
  }
}
