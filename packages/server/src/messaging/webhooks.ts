import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ZodError } from 'zod'
import { ForgedNews, type Telling } from './channel.ts'
import type { MessagingParts } from './parts.ts'
import { receiveWebhook, type TellingProvider } from './webhook-inbox.ts'

const mostBytes = 3 * 1024 * 1024

/** The addresses that the messaging companies call. Mount at the root of the api. */
export function messagingWebhooks(parts: MessagingParts): Hono {
  const app = new Hono()
  app.use('/webhooks/*', bodyLimit({ maxSize: mostBytes }))
  app.get('/webhooks/whatsapp', (request) => {
    const challenge = parts.whatsapp?.verifyChallenge(new URL(request.req.url).searchParams)
    return challenge === undefined ? request.text('', 403) : request.text(challenge)
  })
  const take = async (provider: TellingProvider, telling: Telling | undefined, request: Request): Promise<Response> => {
    if (!telling) return new Response(null, { status: 404 })
    const { pathname, search } = new URL(request.url)
    try {
      await receiveWebhook(
        parts,
        provider,
        telling,
        new Uint8Array(await request.arrayBuffer()),
        request.headers,
        `${parts.publicUrl}${pathname}${search}`,
      )
      return new Response(null, { status: 200 })
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof ZodError) return turnedAway(parts, provider)
      if (!(error instanceof ForgedNews)) throw error
      parts.log.warn({ provider }, 'a forged webhook was turned away')
      return new Response(null, { status: 401 })
    }
  }
  app.post('/webhooks/whatsapp', async (request) => await take('whatsapp', parts.whatsapp, request.req.raw))
  app.post('/webhooks/twilio', async (request) => await take('twilio', parts.sms, request.req.raw))
  return app
}

/** Rightly signed, and yet not what this company sends: nothing to keep. */
function turnedAway({ log }: MessagingParts, provider: TellingProvider): Response {
  log.warn({ provider }, 'a webhook that nobody can read was turned away')
  return new Response(null, { status: 400 })
}
