import type pg from 'pg'

/**
 * A statement that begins with this is parsed and planned once by each connection, and only run afterwards: planning takes as long as running there.
 * Only for what a hot sale asks many times a second, and what has one good plan whatever the size of its tables: rows that are inserted or found
 * by their keys, and tables that stay small. A search in a large table would keep, until the next ANALYZE, the plan that was made while it was small.
 * Such a statement names its columns (no `*` in what it returns, or a migration beside it would break it) and takes lists as one array, so that
 * its text is always the same.
 */
const mark = '/* planned once */'
/** Each connection keeps them: a text that is not always the same must not fill it. */
const mostTexts = 100

/** Call it before the pool opens its first connection. */
export function planOnce(pool: pg.Pool): void {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostTexts) return known
    const name = `planned_once_${names.size}`
    names.set(text, name)
    return name
  }
  pool.on('connect', (client) => {
    const ask = client.query.bind(client)
    const query = (question: unknown, values: unknown, ...rest: unknown[]): unknown => {
      const name = typeof question === 'string' && question.startsWith(mark) ? nameOf(question) : undefined
      return Reflect.apply(ask, client, name === undefined ? [question, values, ...rest] : [{ name, text: question, values }, ...rest])
    }
    Object.assign(client, { query })
  })
}
