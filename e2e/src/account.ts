import { apiAs, productUrl, unique, type Api } from './product.ts'

export type Account = { readonly name: string; readonly email: string; readonly password: string; readonly cookie: string; readonly api: Api }

/** A new person with a session, made as the sign-in page makes one. */
export async function signUp(name: string): Promise<Account> {
  const [email, password] = [`${unique()}@example.co`, 'una frase larga y propia']
  const answer = await fetch(`${productUrl}/api/v1/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: productUrl },
    body: JSON.stringify({ name, email, password }),
  })
  if (!answer.ok) throw new Error(`no account for ${name}: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ')
  return { name, email, password, cookie, api: apiAs(cookie) }
}
