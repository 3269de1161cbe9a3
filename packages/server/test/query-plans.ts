import type { Database } from '#core/database.ts'
import { z } from 'zod'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }
/** One node of EXPLAIN (ANALYZE, FORMAT JSON): only what is judged. */
export type Node = {
  readonly 'Node Type': string
  readonly 'Parent Relationship'?: string | undefined
  readonly 'Relation Name'?: string | undefined
  readonly 'Plan Rows': number
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number | undefined
  readonly 'Rows Removed by Index Recheck'?: number | undefined
  readonly 'Shared Hit Blocks'?: number | undefined
  readonly 'Shared Read Blocks'?: number | undefined
  readonly Plans?: readonly Node[] | undefined
}
export type Explained = { readonly text: string; readonly plan: Node; readonly ms: number }

const Node: z.ZodType<Node> = z.object({
  'Node Type': z.string(),
  'Parent Relationship': z.string().optional(),
  'Relation Name': z.string().optional(),
  'Plan Rows': z.number(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Rows Removed by Index Recheck': z.number().optional(),
  'Shared Hit Blocks': z.number().optional(),
  'Shared Read Blocks': z.number().optional(),
  get Plans() {
    return z.array(Node).optional()
  },
})
const Answer = z.tuple([z.object({ Plan: Node, 'Planning Time': z.number(), 'Execution Time': z.number() })])

/** Listens to all that a database is asked from now on. Call it before the first connection is opened. */
export function recorder(database: Database): { take(): readonly Statement[] } {
  let seen: Statement[] = []
  database.pool.on('connect', (client) => {
    const ask = client.query.bind(client)
    const recorded = (question: unknown, values: unknown, ...rest: unknown[]): unknown => {
      const text = typeof question === 'string' ? question : textOf(question)
      if (text !== undefined) seen.push({ text, values: Array.isArray(values) ? values : valuesOf(question) })
      return Reflect.apply(ask, client, [question, values, ...rest])
    }
    Object.assign(client, { query: recorded })
  })
  return {
    take() {
      const taken = seen
      seen = []
      return taken
    },
  }
}

const valuesOf = (question: unknown): readonly unknown[] =>
  typeof question === 'object' && question !== null && 'values' in question && Array.isArray(question.values) ? question.values : []
const textOf = (question: unknown): string | undefined =>
  typeof question === 'object' && question !== null && 'text' in question && typeof question.text === 'string' ? question.text : undefined

const isQuery = (text: string): boolean =>
  /^\s*(\/\*.*?\*\/)?\s*(select|with)\b/i.test(text) &&
  !/set_config|pg_advisory|for update|insert into|private\.(emit|audit|claim_key|answer_key)/i.test(text)
const takesRole = (text: string): boolean => /set_config\('(request\.jwt|pg_trgm)/.test(text)

/** Says the statements of an act again, in its roles and with its claims, each query as EXPLAIN (ANALYZE): row-level security included. */
export async function explain(database: Database, statements: readonly Statement[]): Promise<readonly Explained[]> {
  const client = await database.pool.connect()
  const found: Explained[] = []
  try {
    await client.query('begin')
    for (const { text, values } of statements) {
      if (takesRole(text)) await client.query(text.replace(/^begin; /, ''), text.includes('$1') ? [...values] : undefined)
      if (!isQuery(text) || takesRole(text)) continue
      const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(`explain (analyze, buffers, format json) ${text}`, [...values])
      const [{ Plan: plan, 'Planning Time': planning, 'Execution Time': execution }] = Answer.parse(rows[0]?.['QUERY PLAN'])
      found.push({ text, plan, ms: planning + execution })
    }
    return found
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

export const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
