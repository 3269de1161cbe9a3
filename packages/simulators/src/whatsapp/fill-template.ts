import type { SimMessage, SimTemplate } from './book.ts'
import type { Parameter, SentComponent } from './check-message.ts'
import { GraphError } from './graph-error.ts'

export type Filled = Pick<SimMessage, 'text' | 'footer' | 'place' | 'buttons'> & {
  readonly mediaId?: string | undefined
  readonly filename?: string | undefined
}

const codeText: Readonly<Record<string, string>> = {
  es: '{{code}} es tu código de verificación. Por tu seguridad, no lo compartas.',
  en: '{{code}} is your verification code. For your security, do not share this code.',
}
const expires: Readonly<Record<string, string>> = { es: 'Este código vence en {{m}} minutos.', en: 'This code expires in {{m}} minutes.' }

/** Puts the parameters into an approved template, with Meta's checks on them. */
export function fillTemplate(template: SimTemplate, sent: readonly SentComponent[]): Filled {
  const part = (type: string) => template.components.find((component) => component.type === type)
  const language = template.language.slice(0, 2)
  const isCode = template.category === 'AUTHENTICATION'
  const body = sent.find(({ type }) => type === 'body')?.parameters ?? []
  const values = isCode ? new Map([['code', textOf(body[0])]]) : namedValues(body)
  const minutes = part('FOOTER')?.code_expiration_minutes
  return {
    text: fill(isCode ? (codeText[language] ?? '') : (part('BODY')?.text ?? ''), values),
    footer: minutes ? expires[language]?.replace('{{m}}', String(minutes)) : part('FOOTER')?.text,
    buttons: (part('BUTTONS')?.buttons ?? []).map((button, at) =>
      toPress(
        button,
        sent.find((component) => component.type === 'button' && component.index === String(at)),
        values,
      ),
    ),
    ...header(part('HEADER')?.format, sent.find(({ type }) => type === 'header')?.parameters[0]),
  }
}

function namedValues(parameters: readonly Parameter[]): Map<string, string> {
  return new Map(
    parameters.map((parameter) => {
      if (!parameter.parameter_name) throw new GraphError(132012, 'NAMED templates need parameter_name')
      return [parameter.parameter_name, textOf(parameter)]
    }),
  )
}

function textOf(parameter: Parameter | undefined): string {
  const text = parameter?.text ?? ''
  if (text === '') throw new GraphError(131008, 'a parameter is empty')
  if (/[\n\t]| {5,}/.test(text)) throw new GraphError(132012, 'a parameter may not have line breaks, tabs or more than 4 spaces in a row')
  return text
}

function fill(text: string, values: ReadonlyMap<string, string>): string {
  const wanted = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))
  if (wanted.size !== values.size || [...wanted].some((name) => !values.has(name)))
    throw new GraphError(132000, `the template has ${wanted.size} parameters (${[...wanted].join(', ')}), got ${[...values.keys()].join(', ')}`)
  const filled = text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values.get(name) ?? '')
  if (filled.length > 1024) throw new GraphError(132005, 'the filled text is longer than 1024 characters')
  return filled
}

function header(format: string | undefined, parameter: Parameter | undefined): Pick<Filled, 'mediaId' | 'filename' | 'place'> {
  if (format === 'DOCUMENT') {
    if (!parameter?.document?.id && !parameter?.document?.link) throw new GraphError(132012, 'the header needs a document')
    return { mediaId: parameter.document.id, filename: parameter.document.filename }
  }
  if (format !== 'LOCATION') return {}
  if (!parameter?.location) throw new GraphError(132012, 'the header needs a location')
  return { place: parameter.location }
}

function toPress(
  button: { readonly type: string; readonly text?: string | undefined; readonly url?: string | undefined },
  sent: SentComponent | undefined,
  values: ReadonlyMap<string, string>,
): SimMessage['buttons'][number] {
  const { type, text = '', url = '' } = button
  const given = sent?.parameters[0]
  switch (type) {
    case 'URL':
      if (url.endsWith('{{1}}') && !given?.text) throw new GraphError(131008, `button ${text} needs its value`)
      return { kind: 'url', text, value: url.replace('{{1}}', given?.text ?? '') }
    case 'OTP':
      if (!given?.text || given.text !== values.get('code')) throw new GraphError(132018, 'the button has to carry the same code as the body')
      return { kind: 'copy', text, value: given.text }
    case 'COPY_CODE':
      return { kind: 'copy', text, value: given?.coupon_code ?? '' }
    default:
      return { kind: 'answer', text, value: given?.payload ?? text }
  }
}
