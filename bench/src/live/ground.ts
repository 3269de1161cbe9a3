import { randomUUID } from 'node:crypto'
import { hold, quote, type Held, type Wish } from '../buyer.ts'
import type { Lines } from '../lines.ts'
import { openEvent, openOrganizer } from '../organizer.ts'
import type { Page } from './crowd-messages.ts'

export type Ground = {
  /** The first one is hot: half of the dashboards show it, and every page hears of its changes. */
  readonly events: readonly Wish[]
  readonly quotes: readonly string[]
  readonly key: string
  readonly organizationId: string
  readonly orders: readonly Held[]
  readonly pages: readonly Page[]
}
const eventCount = 5
const buyersShare = 0.2
const places = 100_000
const atOnce = 16

/** Events on sale, orders that are held, and the pages that look at them: dashboards of organizers, and buyers who wait for their payment. */
export async function prepare(url: string, open: Lines, listeners: number): Promise<Ground> {
  const organizer = await openOrganizer(url)
  const permissions: ('events.read' | 'events.write' | 'sales.read' | 'door.scan')[] = ['events.read', 'events.write', 'sales.read', 'door.scan']
  const { organizationId } = organizer
  const { secret: key } = await organizer.api.createApiKey({ organizationId, name: 'En vivo', permissions }, { idempotencyKey: randomUUID() })
  const events: Wish[] = []
  const quotes: string[] = []
  for (let at = 0; at < eventCount; at += 1) {
    const types = [{ name: 'General', quantity: places, priceMinor: 9_000_000 }]
    const { eventId, typeIds, questionId } = await openEvent(organizer, { title: `En vivo ${at}`, capacity: places, types })
    const wish = { eventId, typeId: typeIds[0] ?? '', quantity: 1, questionId }
    events.push(wish)
    quotes.push((await quote(open, wish)) ?? '')
  }
  const buyers = Math.round(listeners * buyersShare)
  const orders = await holdMany(open, { events, quotes, count: buyers })
  const pages = [...dashboards(events, key, listeners - buyers), ...orders.map((order) => orderPage(order, events))]
  return { events, quotes, key, organizationId, orders, pages }
}

async function holdMany(
  open: Lines,
  { events, quotes, count }: Pick<Ground, 'events' | 'quotes'> & { readonly count: number },
): Promise<readonly Held[]> {
  const orders: Held[] = []
  const queue = Array.from({ length: count }).keys()
  const buyer = async (): Promise<void> => {
    for (const at of queue) {
      const [wish, hash] = [events[at % events.length], quotes[at % events.length]]
      const held = wish && (await hold(open, wish, hash ?? ''))
      if (held) orders.push(held)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, buyer))
  return orders
}

const hotTopic = (events: readonly Wish[]): string => `event:${events[0]?.eventId}:state`

function dashboards(events: readonly Wish[], key: string, count: number): readonly Page[] {
  return Array.from({ length: count }, (_, at) => {
    const eventId = (at % 2 === 0 ? events[0] : events[1 + (((at - 1) / 2) % (events.length - 1))])?.eventId
    return { topics: [`event:${eventId}:sales`, `event:${eventId}:door`, hotTopic(events)], token: undefined, key }
  })
}

const orderPage = ({ orderId, link }: Held, events: readonly Wish[]): Page => ({
  topics: [`order:${orderId}`, hotTopic(events)],
  token: link,
  key: undefined,
})
