import type pg from 'pg'

/**
 * A statement that begins with this is parsed and planned once by each connection, and only run afterwards. For what a hot sale or a hot door
 * asks many times a second: planning takes as long as running there. Such a statement names its columns (no `*`, or a migration beside it would break
 * it) and takes lists as one array, so that its text is always the same.
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
