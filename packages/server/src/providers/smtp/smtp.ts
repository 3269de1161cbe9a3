import { createTransport } from 'nodemailer'
import type { Channel, Outgoing, SendProblem, SendResult } from '#messaging/channel.ts'

export type SmtpConfig = {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string
  /** `Fashionistas <boletas@fashionistas.co>`. */
  readonly from: string
  readonly replyTo?: string | undefined
}
const timeouts = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 20_000 }

/** Mail by SMTP, over a few kept connections. */
export function smtp(config: SmtpConfig): Channel & { close(): void } {
  const transport = createTransport({ url: config.url, pool: true, maxConnections: 4, ...timeouts })
  const domain = /@([\w.-]+)/.exec(config.from)?.[1] ?? 'localhost'
  return {
    id: 'email',
    async send(message) {
      try {
        const { messageId } = await transport.sendMail(toMail(message, config, domain))
        return { state: 'accepted', providerId: messageId }
      } catch (error) {
        return refusal(error)
      }
    },
    close: () => transport.close(),
  }
}

/** The same delivery has the same Message-ID: a mail that was sent twice is one in the person's mailbox. */
function toMail({ deliveryId, to, subject, text, html, attachments }: Outgoing, { from, replyTo }: SmtpConfig, domain: string) {
  return {
    from,
    to,
    subject,
    text,
    messageId: `<${deliveryId}@${domain}>`,
    headers: { 'X-Entity-Ref-ID': deliveryId, 'Auto-Submitted': 'auto-generated' },
    ...(html ? { html } : {}),
    ...(replyTo ? { replyTo } : {}),
    attachments: attachments.map(({ filename, contentType, bytes }) => ({ filename, contentType, content: Buffer.from(bytes) })),
  }
}

function refusal(error: unknown): SendResult {
  const code = fieldOf(error, 'code')
  const answer = Number(fieldOf(error, 'responseCode') || Number.NaN)
  return {
    state: 'refused',
    problem: problemOf(code, answer, fieldOf(error, 'command')),
    code: Number.isNaN(answer) ? code || 'smtp' : String(answer),
    detail: error instanceof Error ? error.message : 'mail failed',
  }
}

/** Permanent words about the mailbox end here; everything else of 4xx and the network is tried again. */
export function problemOf(code: string, answer: number, command: string): SendProblem {
  if (code === 'EAUTH') return 'halt_sender'
  if (answer === 552 || answer === 554) return 'fix_payload'
  if (answer >= 500) return 'fallback_channel'
  if (answer >= 400) return 'retry_backoff'
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'fix_payload'
  // Cut off after the body had gone out: the server may have taken it.
  return command === 'DATA' ? 'unknown_outcome' : 'retry_backoff'
}

function fieldOf(error: unknown, name: 'code' | 'responseCode' | 'command'): string {
  if (typeof error !== 'object' || error === null || !(name in error)) return ''
  const found = Object.entries(error).find(([key]) => key === name)
  return String(found?.[1] ?? '')
}
