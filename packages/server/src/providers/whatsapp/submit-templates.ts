import { z } from 'zod'
import type { TemplateToApprove } from '#messaging/channel.ts'
import type { Graph, GraphAnswer } from './graph.ts'

const Known = z.object({
  data: z.array(z.object({ name: z.string(), language: z.string() })),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
})
const Session = z.object({ id: z.string() })
const Handle = z.object({ h: z.string() })
const mostPages = 60

/** A one-page PDF that says nothing: Meta wants a sample of every header document. */
const samplePdf = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

/** Creates the templates that the account does not have yet, by name and language. */
export async function submitTemplates(graph: Graph, wabaId: string, templates: readonly TemplateToApprove[]): Promise<readonly string[]> {
  const known = await knownTemplates(graph, wabaId)
  const missing = templates.filter(({ name, language }) => !known.has(`${name} ${language}`))
  const handle = missing.some(({ header }) => header === 'DOCUMENT') ? await sampleHandle(graph) : ''
  const submitted: string[] = []
  for (const template of missing) {
    good(await graph.call('POST', `/${wabaId}/message_templates`, toSubmission(template, handle)))
    submitted.push(`${template.name} ${template.language}`)
  }
  return submitted
}

async function knownTemplates(graph: Graph, wabaId: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  let after: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ fields: 'name,status,language', limit: '100', ...(after ? { after } : {}) })
    const { data, paging } = Known.parse(good(await graph.call('GET', `/${wabaId}/message_templates?${query}`)))
    for (const { name, language } of data) known.add(`${name} ${language}`)
    after = paging?.cursors?.after
    if (!paging?.next || !after) break
  }
  return known
}

async function sampleHandle(graph: Graph): Promise<string> {
  const query = new URLSearchParams({ file_name: 'boletas.pdf', file_length: String(samplePdf.byteLength), file_type: 'application/pdf' })
  const { id } = Session.parse(good(await graph.call('POST', `/app/uploads?${query}`)))
  return Handle.parse(good(await graph.upload(`/${id}`, samplePdf, { file_offset: '0' }))).h
}

function good(answer: GraphAnswer): unknown {
  if (answer.ok) return answer.body
  throw new Error(`WhatsApp refused (${answer.code}): ${answer.detail}`)
}

function toSubmission(template: TemplateToApprove, handle: string): Record<string, unknown> {
  const { name, language, category, header, body, examples, buttons } = template
  if (category === 'AUTHENTICATION') return { name, language, category, components: codeComponents(template) }
  const named = Object.entries(examples).map(([param_name, example]) => ({ param_name, example }))
  return {
    name,
    language,
    category,
    parameter_format: 'NAMED',
    components: [
      ...(header === null ? [] : [{ type: 'HEADER', format: header, ...(header === 'DOCUMENT' ? { example: { header_handle: [handle] } } : {}) }]),
      { type: 'BODY', text: body ?? '', ...(named.length > 0 ? { example: { body_text_named_params: named } } : {}) },
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: groupedButtons(buttons) }] : []),
    ],
  }
}

const groupedButtons = (buttons: TemplateToApprove['buttons']) =>
  buttons.map(({ type, text, url }) => (type === 'URL' ? { type, text, url, example: [url?.replace('{{1}}', 'ejemplo')] } : { type, text }))

const codeComponents = ({ buttons, codeExpirationMinutes }: TemplateToApprove) => [
  { type: 'BODY', add_security_recommendation: true },
  ...(codeExpirationMinutes ? [{ type: 'FOOTER', code_expiration_minutes: codeExpirationMinutes }] : []),
  { type: 'BUTTONS', buttons: buttons.map(({ text }) => ({ type: 'OTP', otp_type: 'COPY_CODE', text })) },
]
