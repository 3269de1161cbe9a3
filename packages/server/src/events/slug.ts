import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'

const longest = 80

/** A title as it stands in an address: 'Pasarela Medellín 2026' becomes 'pasarela-medellin-2026'. Empty when no letter is left. */
export const toSlug = (title: string): string =>
  title
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, '')

/** The slug, or with the first number that makes it unique. Runs as the system: drafts of others count too. */
export async function freeSlug(tx: Tx, wanted: string, eventId: string): Promise<string> {
  const { rows } = await sql<{
    slug: string
  }>`select slug from events where (slug = ${wanted} or slug like ${`${wanted}-%`}) and id <> ${eventId}`.execute(tx)
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(wanted)) return wanted
  const number = Array.from({ length: taken.size + 1 }, (_, at) => at + 2).find((candidate) => !taken.has(`${wanted}-${candidate}`))
  return `${wanted}-${number}`
}
