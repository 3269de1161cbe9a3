import type { Database } from '#core/database.ts'
import type { Log } from '#core/log.ts'

type Options = {
  readonly database: Database
  readonly webUrl: string
  readonly secret: string
  /** Where this api answers: it is asked for the pictures of new pages. */
  readonly ownUrl: string
  readonly log: Log
}
const changesPages = new Set(['event.published', 'event.changed', 'event.cancelled', 'event.postponed', 'event.completed', 'event.sold_out'])
const tries = 4

/** Tells the web process which cached pages are stale when an event changed. It answers at the next view; a lost call is tried again. */
export function stalePages({
  database,
  webUrl,
  secret,
  ownUrl,
  log,
}: Options): (hints: readonly { readonly type: string; readonly topic: string }[]) => void {
  const revalidate = async (ids: readonly string[]): Promise<void> => {
    const slugs = await database.system((tx) => tx.selectFrom('events').select('slug').where('id', 'in', ids).execute())
    const tags = ['events', ...slugs.map(({ slug }) => `event:${slug}`), ...ids.map((id) => `event:${id}`)]
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        const answer = await fetch(`${webUrl}/internal/revalidate`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-revalidate-secret': secret },
          body: JSON.stringify({ tags: tags.slice(0, 50) }),
          signal: AbortSignal.timeout(3_000),
        })
        if (answer.ok) return
      } catch (error) {
        if (attempt === tries) log.warn({ err: error }, 'cached pages could not be told; they are fresh again within the hour')
      }
      await new Promise((resolve) => setTimeout(resolve, attempt * 500).unref())
    }
  }
  return (hints) => {
    const ids = hints.filter(({ type }) => changesPages.has(type)).flatMap(({ topic }) => /^event:([\da-f-]{36}):state$/.exec(topic)?.[1] ?? [])
    if (ids.length > 0) void revalidate([...new Set(ids)]).catch((error: unknown) => log.warn({ err: error }, 'cached pages could not be told'))
    void drawPictures(ownUrl, [...new Set(ids)]).catch((error: unknown) => log.warn({ err: error }, 'pictures wait for their first visitor'))
  }
}

/** What a phone shows first of an event: its page, the list, the ticket. Kept already, an answer costs a read. */
const firstPictures = ['bare-wide?width=800', 'square?width=160', 'bare?width=480']

/** The first visitor of a new page would wait while its picture is drawn (a second of computing): it is asked for now, one after the other. */
async function drawPictures(ownUrl: string, eventIds: readonly string[]): Promise<void> {
  for (const id of eventIds)
    for (const picture of firstPictures)
      await (await fetch(`${ownUrl}/api/v1/events/${id}/poster/${picture}`, { signal: AbortSignal.timeout(30_000) })).arrayBuffer()
}
