import { z } from 'zod'
import { Component } from './book.ts'
import { GraphError } from './graph-error.ts'

export const Submission = z.object({
  name: z.string(),
  language: z.string().min(2),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  parameter_format: z.enum(['NAMED', 'POSITIONAL']).default('POSITIONAL'),
  components: z.array(Component).min(1),
})
export type Submission = z.infer<typeof Submission>
const Named = z.object({ body_text_named_params: z.array(z.object({ param_name: z.string(), example: z.string().min(1) })) })
const HeaderSample = z.object({ header_handle: z.array(z.string().min(1)).min(1) })
const emoji = /\p{Extended_Pictographic}/u

/** The rules that Meta's editor enforces before a person looks at a template. */
export function checkTemplate(raw: unknown): Submission {
  const parsed = Submission.safeParse(raw)
  if (!parsed.success) throw new GraphError(100, `Invalid parameter: ${parsed.error.issues[0]?.path.join('.')}`)
  const { name, components, category } = parsed.data
  if (!/^[a-z0-9_]{1,512}$/.test(name)) throw new GraphError(100, 'name may hold a-z, 0-9 and _')
  const body = components.find(({ type }) => type === 'BODY')
  if (!body) throw new GraphError(100, 'a BODY component is needed')
  if (category === 'AUTHENTICATION') checkCode(body)
  else checkBody(body)
  for (const part of components) checkPart(part)
  return parsed.data
}

function checkCode({ text }: Component): void {
  if (text) throw new GraphError(100, 'the text of an authentication template is fixed')
}

function checkBody({ text = '', example }: Component): void {
  if (text === '' || text.length > 1024) throw new GraphError(100, 'body text has 1 to 1024 characters', { subcode: 2388040 })
  if (/^\s*\{\{|\}\}\s*$/.test(text)) throw new GraphError(100, 'a variable may not be first or last', { subcode: 2388299 })
  if (/\}\}\s*\{\{/.test(text)) throw new GraphError(100, 'two variables may not stand side by side', { subcode: 2388299 })
  if (/\n{3,}/.test(text)) throw new GraphError(100, 'no more than two line breaks in a row')
  const variables = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, variable = '']) => variable)
  const words = text
    .replaceAll(/\{\{\w+\}\}/g, '')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  if (variables.length > 0 && words < 2 * variables.length) throw new GraphError(100, 'too few words for so many variables', { subcode: 2388293 })
  const given = new Set(Named.safeParse(example).data?.body_text_named_params.map(({ param_name: param }) => param) ?? [])
  const without = variables.find((variable) => !given.has(variable))
  if (without) throw new GraphError(100, `variable ${without} has no example`, { subcode: 2388043 })
}

function checkPart({ type, format, text = '', buttons = [], example }: Component): void {
  if (type === 'HEADER' && format === 'TEXT' && (text.length > 60 || emoji.test(text) || (text.match(/\{\{/g) ?? []).length > 1))
    throw new GraphError(100, 'header text: 60 characters, one variable, no emoji', { subcode: 2388047 })
  if (type === 'HEADER' && ['DOCUMENT', 'IMAGE', 'VIDEO'].includes(format ?? '') && !HeaderSample.safeParse(example).success)
    throw new GraphError(100, 'a media header needs a sample (header_handle)', { subcode: 2388073 })
  if (type === 'FOOTER' && (text.length > 60 || text.includes('{{')))
    throw new GraphError(100, 'footer: 60 characters without variables', { subcode: 2388072 })
  if (type === 'BUTTONS') checkButtons(buttons)
}

function checkButtons(buttons: NonNullable<Component['buttons']>): void {
  if (buttons.length > 10) throw new GraphError(100, 'at most 10 buttons')
  if (buttons.some(({ text = '' }) => text.length === 0 || text.length > 25)) throw new GraphError(100, 'button text has 1 to 25 characters')
  if (buttons.filter(({ type }) => type === 'URL').length > 2) throw new GraphError(100, 'at most 2 URL buttons')
  const kinds = buttons.map(({ type }) => (type === 'QUICK_REPLY' ? 'q' : 'c')).join('')
  if (/qc+q|cq+c/.test(kinds)) throw new GraphError(100, 'quick replies have to stand together')
  for (const { type, url, example } of buttons) {
    if (type !== 'URL') continue
    if (!url || /\{\{/.test(url.replace(/\{\{1\}\}$/, ''))) throw new GraphError(100, 'the variable of a URL stands at its very end')
    if (url.endsWith('{{1}}') && !(Array.isArray(example) && example.length === 1))
      throw new GraphError(100, 'a URL with a variable needs an example')
  }
}
