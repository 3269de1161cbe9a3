import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { z } from 'zod'
import type { Blobs } from '../inbox/blobs.ts'
import { linksOf, type Shown } from '../inbox/shown.ts'
import { readState, stateFile } from '../sandbox/kernel/state-file.ts'

const Mail = z.object({
  id: z.string(),
  messageId: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  at: z.number(),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), blob: z.string(), bytes: z.number() })),
})
export type Mail = z.infer<typeof Mail>
const Stored = z.object({ mails: z.array(Mail) })

export interface Mailbox {
  readonly url: string
  mails(): readonly Mail[]
  shown(): readonly Shown[]
  readonly changes: number
  stop(): Promise<void>
}
const keptMails = 500
const mostBytes = 25 * 1024 * 1024
const fileName = 'mailbox.json'

/** A mail server on loopback that takes everything and delivers nothing. `rebota@…` and `bounce@…` are refused as mailboxes that do not exist. */
export async function mailbox(options: {
  readonly blobs: Blobs
  readonly dataDir?: string | undefined
  readonly port?: number
  readonly now?: () => number
}): Promise<Mailbox> {
  const raw = readState(options.dataDir, fileName)
  let mails: readonly Mail[] = raw === undefined ? [] : Stored.parse(raw).mails
  let changes = 0
  const now = options.now ?? Date.now
  const file = stateFile(options.dataDir, fileName, () => ({ mails }))

  async function take(stream: SMTPServerDataStream, recipients: readonly string[]): Promise<void> {
    const bytes = Buffer.concat(await Array.fromAsync(stream, (chunk: Buffer) => chunk))
    const parsed = await PostalMime.parse(bytes)
    const attachments = parsed.attachments.map(({ filename, mimeType, content }) => {
      const body = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
      return { filename: filename ?? 'archivo', contentType: mimeType, blob: options.blobs.put(body), bytes: body.byteLength }
    })
    for (const to of recipients) {
      const messageId = parsed.messageId ?? `<${now()}>`
      const known = mails.find((mail) => mail.messageId === messageId && mail.to === to)
      // The same Message-ID again is the same mail: a mailbox shows it once.
      if (known) continue
      mails = [
        ...mails,
        {
          id: `${messageId.replaceAll(/[^\w-]/g, '').slice(0, 60)}-${mails.length}`,
          messageId,
          to,
          from: parsed.from?.address ?? '',
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          html: parsed.html,
          at: now(),
          attachments,
        },
      ].slice(-keptMails)
      changes += 1
    }
    await file.save()
  }

  async function answer(stream: SMTPServerDataStream, recipients: readonly string[], done: (error?: Error) => void): Promise<void> {
    try {
      await take(stream, recipients)
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error('not taken'))
    }
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: mostBytes,
    disableReverseLookup: true,
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
    onRcptTo({ address }, _session, done) {
      if (/^(rebota|bounce)/i.test(address)) return done(Object.assign(new Error('No such mailbox here'), { responseCode: 550 }))
      done()
    },
    onData(stream, { envelope }, done) {
      void answer(
        stream,
        envelope.rcptTo.map(({ address }) => address.toLowerCase()),
        done,
      )
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve())
  })
  server.on('error', () => {}) // a client that hangs up is no reason to end
  const address = server.server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: () => mails,
    shown: () => mails.map(toShown),
    get changes() {
      return changes
    },
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        setTimeout(resolve, 500).unref() // kept connections of a pool end with the process
      })
      await file.save()
    },
  }
}

function toShown({ id, to, subject, text, html, attachments, at }: Mail): Shown {
  const base: Shown = {
    id,
    channel: 'email',
    person: to,
    direction: 'to_person',
    subject,
    text,
    html,
    attachments,
    buttons: [],
    status: 'delivered',
    at,
  }
  return { ...base, buttons: linksOf(base).map((value) => ({ kind: 'url', text: value, value })) }
}
