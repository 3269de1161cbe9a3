import { createHash } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { GraphError, errorBody } from './graph-error.ts'
import { json, type GraphParts } from './graph-parts.ts'
import { templateApi } from './template-api.ts'

const mostDocumentBytes = 100 * 1024 * 1024
const perSecond = 80
const Read = z.object({ status: z.literal('read'), message_id: z.string() })

/** The part of Meta's Graph API that a sender uses; any version from v21.0 to v30.0. */
export function graphApi(parts: GraphParts): Hono {
  const { book, line, blobs, clock, account, token } = parts
  const app = new Hono()
  const recent: number[] = []

  app.use('/:version/*', async (context, next) => {
    const version = context.req.param('version')
    if (!/^v(2[1-9]|30)\.0$/.test(version)) return refuse(context, new GraphError(2635, `${version} is not a version that is served`))
    context.header('facebook-api-version', version)
    if (!/^(Bearer|OAuth) /.test(context.req.header('authorization') ?? '') || context.req.header('authorization')?.split(' ')[1] !== token)
      return refuse(context, new GraphError(190, 'Invalid OAuth access token', { status: 401 }))
    await next()
  })

  app.post('/:version/:id/messages', async (context) => {
    needSender(context.req.param('id'))
    const body = await json(context)
    const read = Read.safeParse(body)
    if (read.success) return context.json({ success: true })
    throttle()
    const message = line.send(body)
    const input = message.person.replace('+', '')
    return context.json({
      messaging_product: 'whatsapp',
      contacts: [{ input, wa_id: input }],
      messages: [{ id: message.id, ...(message.template ? { message_status: 'accepted' } : {}) }],
    })
  })

  app.post('/:version/:id/media', async (context) => {
    needSender(context.req.param('id'))
    const form = await context.req.formData()
    const [file, type] = [form.get('file'), form.get('type')]
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File)) throw new GraphError(100, 'messaging_product and file are needed')
    if (file.size === 0 || file.size > mostDocumentBytes) throw new GraphError(131053, 'the file is empty or too large')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const id = book.number()
    book.media.set(id, {
      id,
      blob: blobs.put(bytes),
      contentType: typeof type === 'string' ? type : file.type,
      filename: file.name,
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      at: clock().now(),
    })
    return context.json({ id })
  })

  app.get('/:version/:id/download', (context) => {
    const media = book.media.get(context.req.param('id'))
    const bytes = media && blobs.get(media.blob)
    return bytes
      ? context.body(bytes, 200, { 'content-type': media.contentType })
      : refuse(context, new GraphError(100, 'no such media', { status: 404 }))
  })
  app.on(['GET', 'POST', 'DELETE'], '/:version/:id/subscribed_apps', (context) => {
    if (context.req.method === 'GET')
      return context.json({ data: book.isSubscribed ? [{ whatsapp_business_api_data: { id: 'app', name: 'Fashionistas' } }] : [] })
    book.isSubscribed = context.req.method === 'POST'
    return context.json({ success: true })
  })
  app.route('/', templateApi(parts))

  app.get('/:version/:id', (context) => {
    const id = context.req.param('id')
    if (id === account.phoneNumberId)
      return context.json({
        id,
        display_phone_number: account.displayPhone,
        verified_name: 'Fashionistas',
        quality_rating: 'GREEN',
        throughput: { level: 'STANDARD' },
        whatsapp_business_manager_messaging_limit: `TIER_${book.tier}`,
      })
    const media = book.media.get(id)
    if (!media) throw new GraphError(100, `Object with ID '${id}' does not exist`, { status: 404 })
    return context.json({
      messaging_product: 'whatsapp',
      id,
      url: `${context.req.url.split('?')[0]}/download`,
      mime_type: media.contentType,
      sha256: media.sha256,
      file_size: media.bytes,
    })
  })
  app.delete('/:version/:id', (context) => {
    if (!book.media.delete(context.req.param('id'))) throw new GraphError(100, 'no such media', { status: 404 })
    return context.json({ success: true })
  })

  app.onError((error, context) => {
    if (error instanceof GraphError) return refuse(context, error)
    console.error('whatsapp simulator', error)
    return refuse(context, new GraphError(131000, 'something went wrong', { status: 500 }))
  })

  function needSender(id: string): void {
    if (id !== account.phoneNumberId) throw new GraphError(33, `Object with ID '${id}' does not exist`)
  }

  function throttle(): void {
    const now = performance.now()
    while (recent[0] !== undefined && now - recent[0] > 1000) recent.shift()
    if (recent.length >= perSecond) throw new GraphError(130429, 'rate limit hit', { status: 429 })
    recent.push(now)
  }
  return app
}

function refuse(context: Context, error: GraphError): Response {
  return Response.json(errorBody(error, createHash('sha256').update(context.req.path).digest('base64url').slice(0, 11)), { status: error.status })
}
