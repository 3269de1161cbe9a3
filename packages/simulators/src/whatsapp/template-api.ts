import { Hono } from 'hono'
import { z } from 'zod'
import type { Book, SimTemplate } from './book.ts'
import { Component } from './book.ts'
import { checkTemplate } from './check-template.ts'
import { GraphError } from './graph-error.ts'
import { json, type GraphParts } from './graph-parts.ts'

const reviewMs = 2_000
const editable = ['APPROVED', 'REJECTED', 'PAUSED']
const Edit = z.object({ category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']).optional(), components: z.array(Component).min(1).optional() })

/** Creating, listing, changing and deleting templates, and the upload of samples that a media header needs. */
export function templateApi({ book, clock, account }: Pick<GraphParts, 'book' | 'clock' | 'account'>): Hono {
  const app = new Hono()
  const path = '/:version/:waba/message_templates'
  app.use(path, async (context, next) => {
    if (context.req.param('waba') !== account.wabaId) throw new GraphError(33, 'no such WhatsApp Business Account')
    await next()
  })

  app.post(path, async (context) => {
    const { name, language, category, components, parameter_format: parameterFormat } = checkTemplate(await json(context))
    if (book.findTemplate(name, language)) throw new GraphError(100, `${name} exists already in ${language}`, { subcode: 2388023 })
    const template: SimTemplate = {
      id: book.number(),
      name,
      language,
      category,
      status: 'PENDING',
      parameterFormat,
      components,
      rejectedReason: 'NONE',
      sends: 0,
    }
    book.templates.set(template.id, template)
    clock().later(reviewMs, 'review', template.id)
    return context.json({ id: template.id, status: template.status, category })
  })
  app.get(path, (context) => {
    const { name, limit = '25', after = '' } = context.req.query()
    const all = alive(book).filter((template) => name === undefined || template.name === name)
    const from = after === '' ? 0 : Number(after)
    const page = all.slice(from, from + Math.min(Number(limit) || 25, 100))
    const next = from + page.length
    return context.json({
      data: page.map(view),
      paging: { cursors: { before: String(from), after: String(next) }, ...(next < all.length ? { next: `${context.req.path}?after=${next}` } : {}) },
    })
  })
  app.delete(path, (context) => {
    const { name = '', hsm_id: id } = context.req.query()
    const gone = alive(book).filter((template) => template.name === name && (id === undefined || template.id === id))
    if (gone.length === 0) throw new GraphError(100, `no template ${name}`, { status: 404 })
    for (const template of gone) book.templates.set(template.id, { ...template, status: 'DELETED' })
    return context.json({ success: true })
  })

  // A sample for a header: a session first, then its bytes.
  app.post('/:version/:app/uploads', (context) => {
    const { file_length: length, file_type: type } = context.req.query()
    if (!length || !type) throw new GraphError(100, 'file_length and file_type are needed')
    return context.json({ id: `upload:${book.number()}` })
  })
  app.post('/:version/:id{upload:.+}', async (context) => {
    if (context.req.header('file_offset') !== '0' || (await context.req.arrayBuffer()).byteLength === 0)
      throw new GraphError(100, 'file_offset 0 and bytes are needed')
    return context.json({ h: `4::${Buffer.from(context.req.param('id') ?? '').toString('base64url')}` })
  })

  app.post('/:version/:id{[0-9]+}', async (context) => {
    const template = book.templates.get(context.req.param('id') ?? '')
    if (!template) throw new GraphError(100, 'no such template', { status: 404 })
    if (!editable.includes(template.status)) throw new GraphError(100, `a template that is ${template.status} cannot be edited`)
    const { category = template.category, components = template.components } = Edit.parse(await json(context))
    checkTemplate({ name: template.name, language: template.language, category, parameter_format: template.parameterFormat, components })
    book.templates.set(template.id, { ...template, category, components, status: 'PENDING' })
    clock().later(reviewMs, 'review', template.id)
    return context.json({ success: true })
  })
  return app
}

const alive = (book: Book): readonly SimTemplate[] => [...book.templates.values()].filter(({ status }) => status !== 'DELETED')
const view = ({ id, name, language, category, status, components, parameterFormat, rejectedReason }: SimTemplate) => ({
  id,
  name,
  language,
  category,
  status,
  components,
  parameter_format: parameterFormat,
  rejected_reason: rejectedReason,
  quality_score: { score: 'GREEN' },
})
