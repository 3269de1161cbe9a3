import type { Form } from './kept-form.ts'

/**
 * The Idempotency-Key of a request: the same while the request is the same (a doubled click, a reload, a lost answer), another once it changed.
 * Returns the key and what the form must keep of it.
 */
export function keyFor(form: Form, name: string, request: unknown, newKey: () => string): { readonly key: string; readonly keep: Form } {
  const fingerprint = JSON.stringify(request)
  const known = form[`${name}Key`]
  const key = known !== undefined && form[`${name}Sent`] === fingerprint ? known : newKey()
  return { key, keep: { [`${name}Key`]: key, [`${name}Sent`]: fingerprint } }
}
