import { createHmac } from 'node:crypto'
import { z } from 'zod'

const validMs = 30 * 60_000
const Claims = z.object({ kind: z.enum(['END_USER_POLICY', 'PERSONAL_DATA_AUTH']), exp: z.number() })
type Kind = z.infer<typeof Claims>['kind']

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const seal = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest('base64url')

/** A JWT of its own that says which document was accepted and until when the token may be used. */
export function acceptanceToken(kind: Kind, now: number, secret: string): string {
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ kind, exp: Math.floor((now + validMs) / 1000) })}`
  return `${content}.${seal(content, secret)}`
}

export type AcceptanceProblem = 'format' | 'invalid' | 'expired'

export function acceptanceProblem(token: string, kind: Kind, now: number, secret: string): AcceptanceProblem | undefined {
  const [head, body, signature] = token.split('.')
  if (!head || !body || !signature) return 'format'
  if (seal(`${head}.${body}`, secret) !== signature) return 'invalid'
  const claims = Claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  if (claims.kind !== kind) return 'invalid'
  return claims.exp * 1000 <= now ? 'expired' : undefined
}
