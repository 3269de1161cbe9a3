/** One message as the local inbox shows it, whatever way it came. */
export type Shown = {
  readonly id: string
  readonly channel: 'whatsapp' | 'sms' | 'email'
  /** A phone (E.164 with the plus sign), an address, or a WhatsApp id without a phone. */
  readonly person: string
  readonly name?: string | undefined
  readonly direction: 'to_person' | 'from_person'
  readonly subject?: string | undefined
  readonly text: string
  readonly html?: string | undefined
  readonly footer?: string | undefined
  readonly template?: string | undefined
  readonly place?: { readonly name: string; readonly address: string; readonly latitude: number; readonly longitude: number } | undefined
  readonly attachments: readonly Attached[]
  readonly buttons: readonly Press[]
  readonly status: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'
  readonly failure?: string | undefined
  readonly at: number
}
export type Attached = { readonly filename: string; readonly contentType: string; readonly blob: string; readonly bytes: number }
/** What a person can press: a link to open, an answer to send, a code to copy. */
export type Press = { readonly kind: 'url' | 'answer' | 'copy'; readonly text: string; readonly value: string }

/** Every link of a message, without doubles. */
export function linksOf({ text, html, buttons }: Pick<Shown, 'text' | 'html' | 'buttons'>): readonly string[] {
  const inHtml = [...(html ?? '').matchAll(/href="([^"]+)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'))
  const inText = text.match(/https?:\/\/[^\s<>"]+/g)?.map((url) => url.replace(/[.,;)]+$/, '')) ?? []
  return [...new Set([...buttons.filter(({ kind }) => kind === 'url').map(({ value }) => value), ...inHtml, ...inText])].filter((url) =>
    /^https?:/.test(url),
  )
}
