import { Refusal, type Locale } from '@fashionistas/contract'
import { problemOf } from '#core/problem.ts'

/** What only a sign-in can say, in the words of the person who reads it. */
const texts = {
  credentials_wrong: {
    'es-CO': {
      title: 'No coincide',
      detail: 'El correo o la contraseña no son correctos. Revísalos, pide un enlace de ingreso o cambia tu contraseña.',
    },
    en: { title: 'That does not match', detail: 'The email or the password is not right. Check them, ask for a sign-in link or set a new password.' },
  },
  code_wrong: {
    'es-CO': { title: 'Ese código no sirve', detail: 'El código no es correcto o ya venció. Revísalo o pide uno nuevo.' },
    en: { title: 'That code does not work', detail: 'The code is not right or has expired. Check it or ask for a new one.' },
  },
  phone_taken: {
    'es-CO': { title: 'Ese celular ya tiene cuenta', detail: 'Otra cuenta usa este número. Ingresa con él o usa otro número.' },
    en: { title: 'That phone has an account', detail: 'Another account uses this number. Sign in with it or use another number.' },
  },
} as const
type OwnCode = keyof typeof texts

type Problem = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }
export type Told = { readonly locale: Locale; readonly requestId: string }

/** Codes of better-auth, as we say them. What does not stand here is told by its status. */
const ownCodes: Readonly<Record<string, { readonly code: OwnCode; readonly status: number }>> = {
  INVALID_EMAIL_OR_PASSWORD: { code: 'credentials_wrong', status: 401 },
  INVALID_PASSWORD: { code: 'credentials_wrong', status: 401 },
  INVALID_OTP: { code: 'code_wrong', status: 401 },
  OTP_NOT_FOUND: { code: 'code_wrong', status: 401 },
  OTP_EXPIRED: { code: 'code_wrong', status: 401 },
  TOO_MANY_ATTEMPTS: { code: 'code_wrong', status: 401 },
  PHONE_NUMBER_EXIST: { code: 'phone_taken', status: 409 },
}
const refusals: Readonly<Record<string, Refusal>> = {
  USER_ALREADY_EXISTS: new Refusal('email_taken'),
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: new Refusal('email_taken'),
  INVALID_TOKEN: new Refusal('link_expired'),
  TOKEN_EXPIRED: new Refusal('link_expired'),
  PASSWORD_TOO_SHORT: wrong('password', 'too_small'),
  PASSWORD_TOO_LONG: wrong('password', 'too_big'),
  INVALID_EMAIL: wrong('email', 'email_invalid'),
  INVALID_PHONE_NUMBER: wrong('phoneNumber', 'phone_invalid'),
}

/** A failure of better-auth as the rest of the product tells failures: RFC 9457, in the caller's language. */
export function problemFrom(status: number, code: string, retryAfter: number | undefined, told: Told): Problem {
  const own = ownCodes[code]
  if (own)
    return {
      status: own.status,
      body: { type: `/errors/${own.code}`, ...texts[own.code][told.locale], status: own.status, code: own.code, requestId: told.requestId },
    }
  return problemOfRefusal(refusals[code] ?? byStatus(status, retryAfter), told)
}

export const problemOfRefusal = (refusal: Refusal, { locale, requestId }: Told): Problem => ({
  status: refusal.status,
  body: problemOf(refusal, locale, requestId),
})

function byStatus(status: number, retryAfter: number | undefined): Refusal {
  if (status === 429) return new Refusal('rate_limited', { seconds: retryAfter ?? 60 })
  if (status === 401) return new Refusal('sign_in_needed')
  if (status === 403) return new Refusal('permission_missing')
  if (status === 404 || status === 405) return new Refusal('not_found')
  return status >= 500 ? new Refusal('internal') : new Refusal('input_invalid', { errors: [] })
}

function wrong(path: string, code: string): Refusal {
  return new Refusal('input_invalid', { errors: [{ path, code, message: code }] })
}

export function responseFrom({ status, body }: Problem, { locale }: Told): Response {
  const seconds = typeof body['seconds'] === 'number' ? body['seconds'] : 1
  const headers = { 'content-type': 'application/problem+json', 'content-language': locale, 'cache-control': 'no-store' }
  return new Response(JSON.stringify(body), { status, headers: status === 429 ? { ...headers, 'retry-after': String(seconds) } : headers })
}
