import { Refusal } from '@fashionistas/contract'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'
import { problemsOfText } from '#core/kept-text.ts'
import type { Window } from './attempts.ts'
import { isPlaceholder } from './accounts.ts'

/** How often one account may be tried. `proof` counters start anew once the proof was right. */
type Guard = { readonly by: 'email' | 'phoneNumber'; readonly window: Window; readonly kind: 'proof' | 'message' }
export type SignInRoute = { readonly path: string; readonly guard?: Guard }

const minute = 60
const password: Window = { max: 8, seconds: 15 * minute }
const code: Window = { max: 10, seconds: 60 * minute }
const letter: Window = { max: 5, seconds: 15 * minute }
const text: Window = { max: 5, seconds: 60 * minute }

/** What of better-auth is open to the outside. A path that does not stand here does not exist, whatever the library brings along. */
const routes: Readonly<Record<string, Guard | 'open'>> = {
  'GET /get-session': 'open',
  'GET /magic-link/verify': 'open',
  'GET /verify-email': 'open',
  'POST /sign-up/email': 'open',
  'POST /sign-in/email': { by: 'email', window: password, kind: 'proof' },
  'POST /sign-in/magic-link': { by: 'email', window: letter, kind: 'message' },
  'POST /phone-number/send-otp': { by: 'phoneNumber', window: text, kind: 'message' },
  'POST /phone-number/verify': { by: 'phoneNumber', window: code, kind: 'proof' },
  'POST /request-password-reset': { by: 'email', window: letter, kind: 'message' },
  'POST /reset-password': 'open',
  'POST /send-verification-email': { by: 'email', window: letter, kind: 'message' },
  'POST /change-password': 'open',
  'POST /change-email': 'open',
  'POST /revoke-other-sessions': 'open',
  'POST /sign-out': 'open',
}

/** The path must be written exactly: a doubled slash or an escape could reach the library past its guard. */
export function routeOf(method: string, path: string): SignInRoute {
  if (method === 'GET' && /^\/reset-password\/[\w-]+$/.test(path)) return { path }
  const route = routes[`${method} ${path}`]
  if (!route) throw new Refusal('not_found')
  return route === 'open' ? { path } : { path, guard: route }
}

const Body = z.record(z.string(), z.unknown())

/** The body with addresses in their one spelling, so that a guard counts the account and not the way it was written. */
export async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const words = await request.text()
  if (words === '') return {}
  // Forms of other sites cannot send JSON: this keeps their requests out before any cookie counts.
  if (!request.headers.get('content-type')?.toLowerCase().startsWith('application/json')) throw new Refusal('body_not_json')
  const body = Body.safeParse(parseJson(words))
  if (!body.success) throw new Refusal('body_not_json')
  const unkept = problemsOfText(body.data)
  if (unkept.length > 0) throw new Refusal('input_invalid', { errors: unkept })
  return { ...body.data, ...emailIn(body.data, 'email'), ...emailIn(body.data, 'newEmail'), ...phoneIn(body.data) }
}

function parseJson(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return undefined // told by the caller as body_not_json
  }
}

function emailIn(body: Readonly<Record<string, unknown>>, name: string): Record<string, string> {
  if (!(name in body)) return {}
  const email = z.string().trim().max(200).toLowerCase().pipe(z.email()).safeParse(body[name])
  if (!email.success || isPlaceholder(email.data)) throw wrong(name, 'email_invalid')
  return { [name]: email.data }
}

function phoneIn(body: Readonly<Record<string, unknown>>): Record<string, string> {
  if (!('phoneNumber' in body)) return {}
  const number = typeof body['phoneNumber'] === 'string' ? parsePhoneNumberFromString(body['phoneNumber'].slice(0, 40), 'CO') : undefined
  if (!number?.isValid()) throw wrong('phoneNumber', 'phone_invalid')
  return { phoneNumber: number.number }
}

const wrong = (path: string, problem: string): Refusal => new Refusal('input_invalid', { errors: [{ path, code: problem, message: problem }] })
