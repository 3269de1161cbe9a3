import type pg from 'pg'
import { hold, release, type Held } from '../buyer.ts'
import { valueAt, type Lines } from '../lines.ts'
import { now, type Change } from './crowd-messages.ts'
import type { Ground } from './ground.ts'

/** One real act, and what it will be called in the outbox. */
type Done = { readonly type: string; readonly orderId: string | undefined; readonly askedAt: number; readonly answeredAt: number }
type Asked = { readonly open: Lines; readonly ground: Ground; readonly perSecond: number; readonly seconds: number }

/** People hold and release orders, and an organizer edits the hot event, at random moments: how fast the answers come changes nothing of it. */
export async function change({ open, ground, perSecond, seconds }: Asked): Promise<readonly Done[]> {
  const done: Done[] = []
  const underWay: Promise<void>[] = []
  const editor = await openEditor(open, ground)
  const free = [...ground.orders]
  const turn = async (dice: number): Promise<void> => {
    const askedAt = now()
    const order = dice < 0.2 ? free.pop() : undefined
    const act = dice >= 0.8 ? await editor() : order ? await releaseIt(open, order) : await holdOne(open, ground)
    done.push({ ...act, askedAt, answeredAt: now() })
  }
  for (let next = now(), end = next + seconds * 1000; next < end; next += (-Math.log(1 - Math.random()) * 1000) / perSecond) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - now())))
    underWay.push(turn(Math.random()))
  }
  await Promise.all(underWay)
  return done
}

type Act = Pick<Done, 'type' | 'orderId'>

async function holdOne(open: Lines, { events, quotes }: Ground): Promise<Act> {
  const at = Math.random() < 0.5 ? 0 : Math.floor(Math.random() * events.length)
  const [wish, hash] = [events[at], quotes[at]]
  const held = wish && (await hold(open, wish, hash ?? ''))
  if (!held) throw new Error('sold out in the middle of the bench')
  return { type: 'order.held', orderId: held.orderId }
}

async function releaseIt(open: Lines, order: Held): Promise<Act> {
  await release(open, order)
  return { type: 'order.released', orderId: order.orderId }
}

/** Edits one after another, since each names the version that it changes. */
async function openEditor(open: Lines, { events, key, organizationId }: Ground): Promise<() => Promise<Act>> {
  const headers = { authorization: `Bearer ${key}` }
  const eventId = events[0]?.eventId ?? ''
  const { body } = await open.send('GET', `/api/v1/organizations/${organizationId}/events/${eventId}`, { headers })
  let version = Number(valueAt(body, 'version'))
  let last: Promise<unknown> = Promise.resolve()
  const edit = async (): Promise<Act> => {
    const answer = await open.send('PATCH', `/api/v1/events/${eventId}`, {
      headers: { ...headers, 'if-match': `"${version}"` },
      body: JSON.stringify({ summary: { es: `Edición ${version}` } }),
    })
    if (answer.status !== 200) throw new Error(`an edit was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    version = Number(valueAt(answer.body, 'version'))
    return { type: 'event.changed', orderId: undefined }
  }
  return async () => {
    const mine = last.then(edit)
    last = mine.catch(() => undefined)
    return await mine
  }
}

type Row = { readonly position: number; readonly type: string; readonly orderId: string | null; readonly topics: readonly string[] }

/** Finds each act in the outbox: where it stands, and whom it concerns. */
export async function inOutbox(database: pg.Pool, since: number, done: readonly Done[]): Promise<readonly Change[]> {
  const { rows } = await database.query<Row>(
    `select position::float8 as position, type, data ->> 'orderId' as "orderId", topics from outbox where position > $1 order by position`,
    [since],
  )
  const edits = rows.filter(({ type }) => type === 'event.changed').values()
  return done
    .toSorted((a, b) => a.answeredAt - b.answeredAt)
    .flatMap(({ type, orderId, askedAt, answeredAt }) => {
      const row = orderId === undefined ? edits.next().value : rows.find((each) => each.type === type && each.orderId === orderId)
      if (!row) throw new Error(`${type} ${orderId ?? ''} is not in the outbox`)
      return row.topics.map((topic) => ({ topic, type, position: row.position, askedAt, answeredAt }))
    })
}

export async function newestPosition(database: pg.Pool): Promise<number> {
  const { rows } = await database.query<{ position: number }>('select coalesce(max(position), 0)::float8 as position from outbox')
  return rows[0]?.position ?? 0
}
