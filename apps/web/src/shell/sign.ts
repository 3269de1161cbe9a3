/** better-auth over JSON, on the page's own origin; the session is a cookie that no script reads. */
export type SignAnswer = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly status: number }

export async function sign(act: SignAct, fields: Readonly<Record<string, unknown>> = {}): Promise<SignAnswer> {
  const response = await fetch(`/api/v1/auth/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    body: JSON.stringify(fields),
    credentials: 'same-origin',
  })
  if (response.ok) return { ok: true }
  const body: unknown = await response.json().catch(() => ({}))
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
  return { ok: false, code, status: response.status }
}

export type SignAct =
  | 'sign-up/email'
  | 'sign-in/email'
  | 'sign-in/magic-link'
  | 'phone-number/send-otp'
  | 'phone-number/verify'
  | 'sign-out'
  | 'request-password-reset'
  | 'reset-password'
