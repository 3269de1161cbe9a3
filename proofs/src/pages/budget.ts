import type { Weight } from './scripts.ts'

/** Q-09 in thousands of bytes: 180 for the event page; the others as they were measured, with a little room, so that growth is noticed. */
const budgets: Readonly<Record<string, number>> = { home: 185, event: 180, checkout: 195, ticket: 198 }

/** What is above its budget, as sent or as any gzip would send it. */
export function overBudget(name: string, { files, sentBytes, gzipBytes }: Weight): readonly string[] {
  const limit = budgets[name.split(',')[0] ?? '']
  if (limit === undefined) return [`${name} has no budget for its scripts`]
  if (files === 0) return [`${name} loaded no script: nothing was measured`]
  return [
    ...(sentBytes > limit * 1000 ? [`${name}: ${sentBytes} bytes of scripts were sent, above ${limit} kB`] : []),
    ...(gzipBytes > limit * 1000 ? [`${name}: its scripts weigh ${gzipBytes} bytes with gzip, above ${limit} kB`] : []),
  ]
}
