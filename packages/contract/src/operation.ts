import type { $ZodType, input as Sent, output as Parsed } from 'zod/v4/core'
import type { Permission } from './permissions.ts'
import type { RefusalCode } from './refusals.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Named budgets of requests; the figures stand in the server's configuration. */
export type RateLimit = 'read' | 'write' | 'quote' | 'order' | 'sign_in' | 'message' | 'scan' | 'guess'

/** One thing that the product does, declared once: route, OpenAPI, typed client, tool, permission and audit come from it. */
export interface Operation<In extends $ZodType = $ZodType, Out extends $ZodType = $ZodType, Code extends RefusalCode = RefusalCode> {
  readonly summary: string
  readonly route: `${Method} /${string}`
  /** `public`: anyone; `user`: anyone signed in; else a permission that a membership or key must grant. */
  readonly permission: Permission
  /** Path, query and body together: names are unique over the three. */
  readonly input: In
  readonly output: Out
  readonly refusals?: readonly Code[]
  readonly tool?: 'read' | 'write' | 'destroy'
  readonly limit?: RateLimit
  /** A field that could be guessed: who gets its refusal too often (budget `guess`) must wait before sending the field again. */
  readonly guessed?: { readonly field: string; readonly refusal: Code }
  /**
   * `stored`: the kernel answers a repeated Idempotency-Key from its store. `own`: the handler does (it holds the key with what it made).
   * Absent on operations that are idempotent by nature.
   */
  readonly idempotency?: 'stored' | 'own'
  /** The output carries `version`; it is the ETag, and a change needs If-Match. */
  readonly versioned?: 'read' | 'change'
  /** `own`: the handler opens its transactions itself, because it talks to the outside between them or batches with others. */
  readonly transaction?: 'own'
  /** A file body instead of JSON: the handler returns `{ contentType, filename?, bytes }`. */
  readonly file?: readonly string[]
  /** Seconds that shared caches may keep a public answer. */
  readonly cacheSeconds?: number
}

/** What a handler of an operation is: parsed input in, an output that the contract checks out. */
export type Handler<Op, Ctx> =
  Op extends Operation<infer In, infer Out, infer Code>
    ? (input: Parsed<In>, context: Ctx & { refuse(code: Code, details?: Readonly<Record<string, unknown>>): never }) => Promise<Sent<Out>>
    : never

export type Contract = Readonly<Record<string, Operation>>
export type Handlers<C, Ctx> = { readonly [Name in keyof C]: Handler<C[Name], Ctx> }
export type Client<C> = {
  readonly [Name in keyof C]: C[Name] extends Operation<infer In, infer Out>
    ? (input: Sent<In>, options?: CallOptions) => Promise<Parsed<Out>>
    : never
}
export type CallOptions = {
  readonly idempotencyKey?: string
  readonly ifMatch?: number
  readonly locale?: string
  readonly signal?: AbortSignal
}

/** Declares an operation; the identity function, so that its parts keep their exact types. */
export function operation<In extends $ZodType, Out extends $ZodType, const Code extends RefusalCode = never>(
  declared: Operation<In, Out, Code>,
): Operation<In, Out, Code> {
  return declared
}
