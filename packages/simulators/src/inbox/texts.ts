export type Lang = 'es' | 'en'

const spanish = {
  title: 'Buzón local',
  lead: 'Aquí llega todo lo que el producto envía, sin salir de este equipo. Abre un teléfono o un correo y responde como esa persona.',
  phones: 'Teléfonos',
  mailboxes: 'Correos',
  nobody: 'Todavía no hay mensajes',
  nobodyHint: 'Compra una boleta o pide un código de acceso y el mensaje aparece aquí en un momento.',
  writeAs: 'Escribir como otra persona',
  phone: 'Celular',
  open: 'Abrir',
  back: 'Todos',
  choose: 'Elige una persona',
  chooseHint: 'Verás su teléfono o su correo tal como lo vería ella.',
  business: 'Fashionistas',
  businessNote: 'Cuenta de empresa',
  message: 'Escribe un mensaje',
  send: 'Enviar',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  empty: 'Sin mensajes por aquí',
  accepted: 'aceptado',
  sent: 'enviado',
  delivered: 'entregado',
  read: 'leído',
  failed: 'no llegó',
  you: 'Tú',
  from: 'De',
  to: 'Para',
  attachments: 'Adjuntos',
  copied: 'Copiado',
  map: 'Ver mapa',
  today: 'hoy',
  smsNote: 'Los SMS de códigos y avisos no reciben respuesta.',
  noSubject: 'Sin asunto',
  mailCount: (n: number) => (n === 1 ? '1 correo' : `${n} correos`),
}
const english: typeof spanish = {
  title: 'Local inbox',
  lead: 'Everything that the product sends arrives here and goes no further. Open a phone or a mailbox and answer as that person.',
  phones: 'Phones',
  mailboxes: 'Mailboxes',
  nobody: 'No messages yet',
  nobodyHint: 'Buy a ticket or ask for a sign-in code and the message shows up here in a moment.',
  writeAs: 'Write as somebody else',
  phone: 'Mobile',
  open: 'Open',
  back: 'Everyone',
  choose: 'Choose a person',
  chooseHint: 'You will see their phone or mailbox as they would.',
  business: 'Fashionistas',
  businessNote: 'Business account',
  message: 'Write a message',
  send: 'Send',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  empty: 'Nothing here',
  accepted: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'not delivered',
  you: 'You',
  from: 'From',
  to: 'To',
  attachments: 'Attachments',
  copied: 'Copied',
  map: 'See map',
  today: 'today',
  smsNote: 'Text messages with codes and notices take no answer.',
  noSubject: 'No subject',
  mailCount: (n: number) => (n === 1 ? '1 email' : `${n} emails`),
}
export type Texts = typeof spanish
export const textsOf = (lang: Lang): Texts => (lang === 'en' ? english : spanish)

/** The first language of Accept-Language that the inbox speaks. */
export function langOf(header: string | undefined): Lang {
  const first = (header ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((tag) => tag === 'es' || tag === 'en')
  return first === 'en' ? 'en' : 'es'
}

/** Times as people in Colombia read them. */
export function timeText(at: number, lang: Lang): string {
  const zone = { timeZone: 'America/Bogota' }
  const language = lang === 'en' ? 'en-US' : 'es-CO'
  const day = (ms: number) => new Intl.DateTimeFormat('en-CA', zone).format(ms)
  const time = new Intl.DateTimeFormat(language, { ...zone, hour: 'numeric', minute: '2-digit', hour12: true }).format(at)
  return day(at) === day(Date.now()) ? time : `${new Intl.DateTimeFormat(language, { ...zone, day: 'numeric', month: 'short' }).format(at)}, ${time}`
}

/** +57 300 123 4567 */
export const phoneText = (phone: string): string => phone.replace(/^\+57(\d{3})(\d{3})(\d{4})$/, '+57 $1 $2 $3')
