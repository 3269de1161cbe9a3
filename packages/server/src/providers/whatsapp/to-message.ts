import type { Menu, Outgoing, UsedTemplate } from '#messaging/channel.ts'

/** What stands in for the document while it is not uploaded: its media id and name. */
export type Document = { readonly id: string; readonly filename: string }
type Json = Readonly<Record<string, unknown>>

/** The body of POST /messages for one of our messages. */
export function toMessage(message: Outgoing, document: Document | undefined): Json {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient(message.to),
    biz_opaque_callback_data: message.deliveryId,
    ...(message.template ? { type: 'template', template: templateOf(message, message.template, document) } : freeForm(message)),
  }
}

/** A person may be known only by the id that Meta made for us; a phone wins when there is one. */
const recipient = (to: string): Json => (to.startsWith('+') ? { to: to.slice(1) } : { recipient: to })

function templateOf(message: Outgoing, template: UsedTemplate, document: Document | undefined): Json {
  const body = template.body.map((name) => ({ type: 'text', parameter_name: name, text: message.variables[name] ?? '' }))
  const isCode = template.buttons.some(({ type }) => type === 'OTP')
  const components = [
    ...headerOf(template, message, document),
    // Authentication templates are Meta's own: their one parameter has no name.
    { type: 'body', parameters: isCode ? body.map(({ type, text }) => ({ type, text })) : body },
    ...buttonsOf(template, message),
  ]
  return { name: template.whatsappName, language: { policy: 'deterministic', code: template.language }, components }
}

function headerOf({ header }: UsedTemplate, { place }: Outgoing, document: Document | undefined): readonly Json[] {
  if (header === 'DOCUMENT' && document) return [{ type: 'header', parameters: [{ type: 'document', document: { ...document } }] }]
  if (header === 'LOCATION' && place) return [{ type: 'header', parameters: [{ type: 'location', location: { ...place } }] }]
  return []
}

function buttonsOf({ buttons }: UsedTemplate, { buttonValues, variables }: Outgoing): readonly Json[] {
  let urls = 0
  return buttons.flatMap(({ type, payload }, at): Json[] => {
    const index = String(at)
    switch (type) {
      case 'URL':
        return [{ type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: buttonValues[urls++] ?? '' }] }]
      case 'QUICK_REPLY':
        return [{ type: 'button', sub_type: 'quick_reply', index, parameters: [{ type: 'payload', payload: payload ?? '' }] }]
      case 'OTP':
        return [{ type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: variables['code'] ?? '' }] }]
      case 'COPY_CODE':
        return [{ type: 'button', sub_type: 'copy_code', index, parameters: [{ type: 'coupon_code', coupon_code: variables['code'] ?? '' }] }]
    }
  })
}

function freeForm({ text, menu }: Outgoing): Json {
  if (!menu || menu.choices.length === 0) return { type: 'text', text: { body: text.slice(0, 4096), preview_url: false } }
  return { type: 'interactive', interactive: menu.choices.length <= 3 ? buttonsMenu(text, menu) : listMenu(text, menu) }
}

const buttonsMenu = (text: string, { choices }: Menu): Json => ({
  type: 'button',
  body: { text: text.slice(0, 1024) },
  action: { buttons: choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title: title.slice(0, 20) } })) },
})
const listMenu = (text: string, { button, choices }: Menu): Json => ({
  type: 'list',
  body: { text: text.slice(0, 1024) },
  action: {
    button: button.slice(0, 20),
    sections: [{ title: button.slice(0, 24), rows: choices.slice(0, 10).map(({ id, title }) => ({ id, title: title.slice(0, 24) })) }],
  },
})
