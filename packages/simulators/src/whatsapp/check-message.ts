import { Ajv } from 'ajv'
import { z } from 'zod'
import schema from './message-schema.json' with { type: 'json' }
import { GraphError } from './graph-error.ts'

const ajv = new Ajv({ strict: false, allErrors: false }).addSchema(schema, 'whatsapp')
const definitions: Readonly<Record<string, string>> = {
  text: 'TextMessage',
  document: 'DocumentMessage',
  interactive: 'InteractiveMessage',
  template: 'TemplateMessage',
}

const Media = z.object({ id: z.string().optional(), link: z.string().optional(), filename: z.string().optional(), caption: z.string().optional() })
const Parameter = z.object({
  type: z.string(),
  parameter_name: z.string().optional(),
  text: z.string().optional(),
  payload: z.string().optional(),
  coupon_code: z.string().optional(),
  document: Media.optional(),
  image: Media.optional(),
  location: z
    .object({ latitude: z.coerce.number(), longitude: z.coerce.number(), name: z.string().default(''), address: z.string().default('') })
    .optional(),
})
export type Parameter = z.infer<typeof Parameter>
const SentComponent = z.object({
  type: z.string(),
  sub_type: z.string().optional(),
  index: z.string().optional(),
  parameters: z.array(Parameter).default([]),
})
export type SentComponent = z.infer<typeof SentComponent>
const Interactive = z.object({
  type: z.string(),
  body: z.object({ text: z.string() }).optional(),
  footer: z.object({ text: z.string() }).optional(),
  action: z.looseObject({
    name: z.string().optional(),
    parameters: z.looseObject({ display_text: z.string().optional(), url: z.string().optional() }).optional(),
    buttons: z.array(z.object({ reply: z.object({ id: z.string(), title: z.string() }) })).optional(),
    sections: z.array(z.object({ rows: z.array(z.object({ id: z.string(), title: z.string() })).default([]) })).optional(),
  }),
})
export const Request = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string(),
  biz_opaque_callback_data: z.string().optional(),
  text: z.object({ body: z.string() }).optional(),
  document: Media.optional(),
  interactive: Interactive.optional(),
  template: z.object({ name: z.string(), language: z.object({ code: z.string() }), components: z.array(SentComponent).default([]) }).optional(),
})
export type Request = z.infer<typeof Request>

/** Holds a body to Meta's own schema, then reads it. */
export function readRequest(raw: unknown): Request {
  const type = typeof raw === 'object' && raw !== null && 'type' in raw ? String(raw.type) : ''
  const name = definitions[type]
  if (!name) throw new GraphError(131051, `message type ${type || 'unknown'} is not supported`)
  const validate = ajv.getSchema(`whatsapp#/definitions/${name}`)
  if (!validate?.(raw)) {
    const problem = validate?.errors?.[0]
    throw new GraphError(
      problem?.keyword === 'required' || problem?.keyword === 'anyOf' ? 131008 : 131009,
      `${problem?.instancePath || 'body'} ${problem?.message ?? 'is invalid'}`,
    )
  }
  const parsed = Request.safeParse(raw)
  if (!parsed.success) throw new GraphError(131009, `${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`)
  const rows = parsed.data.interactive?.action.sections?.flatMap((section) => section.rows).length ?? 0
  if (rows > 10) throw new GraphError(131009, 'a list has at most 10 rows in all')
  return parsed.data
}
