import { randomUUID } from 'node:crypto'
import { hold, newBuyer, pay, quote, type Wish } from '../buyer.ts'
import { valueAt, type Lines } from '../lines.ts'
import type { Ground, House, HouseEvent, OnSale } from './ground.ts'
import type { Act } from './open-loop.ts'

/** What people type: right, with typos, without accents. */
const searches = ['pasarela', 'concierto medellin', 'salsa cali', 'moda sostenible', 'festival niebla', 'telar', 'congreso', 'cartagena']
const typos = ['pasarella', 'consierto', 'festibal niebl', 'modda', 'vinillo', 'medelin telar']
const cities = ['Medellín', 'bogota', 'Cali', 'cartagena', 'Barranquilla']

/** A day of the platform: most people look, some buy, organizers work, doors scan. Weights are shares of a hundred and some. */
export function mixOf(open: Lines, ground: Ground): readonly Act[] {
  return [...visitors(open, ground), ...buyers(open, ground), ...teams(open, ground)]
}

function visitors(open: Lines, { onSale, attendee }: Ground): readonly Act[] {
  const get = reader(open)
  const event = (): OnSale => pick(onSale)
  const search = (query: string) => get(`/api/v1/events?${query}`)
  return [
    read('discovery', 14, () => search('limit=24')),
    read('discovery, next page', 3, async () => {
      const next = valueAt(await search('limit=10'), 'nextCursor')
      if (typeof next === 'string') await search(`limit=10&cursor=${next}`)
    }),
    read('discovery of a city', 6, () => search(`city=${encodeURIComponent(pick(cities))}`)),
    read('discovery by price', 2, () => search('sort=price')),
    read('discovery nearby', 2, () => search('near=6.2442,-75.5812')),
    read('search', 8, () => search(`q=${encodeURIComponent(pick(searches))}`)),
    read('search with a typo', 4, () => search(`q=${encodeURIComponent(pick(typos))}`)),
    read('cities', 2, () => get('/api/v1/cities')),
    read('event page', 18, () => get(`/api/v1/events/${event().slug}`)),
    read('availability', 10, () => get(`/api/v1/events/${event().eventId}/availability`)),
    read('my tickets', 3, () => get('/api/v1/me/tickets', { cookie: attendee })),
  ]
}

function buyers(open: Lines, { onSale }: Ground): readonly Act[] {
  let asked = 0
  const wish = (): Wish => {
    asked += 1
    const { promoCode, ...event } = pick(onSale)
    return { ...event, quantity: 1, promoCode: asked % 2 === 0 ? promoCode : undefined }
  }
  const held = async () => {
    const wanted = wish()
    const hash = await quote(open, wanted)
    return hash === undefined ? undefined : await hold(open, wanted, hash)
  }
  const waiting: NonNullable<Awaited<ReturnType<typeof held>>>[] = []
  return [
    read('quote', 6, async () => void (await quote(open, wish()))),
    // A quote and an order: two requests, and so two latencies in one figure.
    write('quote and order', 6, async () => {
      const order = await held()
      if (order) waiting.push(order)
    }),
    write('payment', 5, async () => {
      const order = waiting.shift() ?? (await held())
      if (order) await pay(open, order)
    }),
  ]
}

function teams(open: Lines, { houses }: Ground): readonly Act[] {
  const get = reader(open)
  const list = (name: string, weight: number, path: (event: HouseEvent, house: House) => string): Act =>
    read(name, weight, async () => {
      const house = pick(houses)
      return await get(path(pick(house.events), house), { authorization: house.authorization })
    })
  const ofEvent =
    (what: string, query = '') =>
    (event: HouseEvent) =>
      `/api/v1/events/${event.id}/${what}${query}`
  return [
    list('events of an organizer', 2, (_, { organizationId }) => `/api/v1/organizations/${organizationId}/events?when=upcoming`),
    list('past events of an organizer', 1, (_, { organizationId }) => `/api/v1/organizations/${organizationId}/events?when=past`),
    list('dashboard', 2, (_, { organizationId }) => `/api/v1/dashboards/organizer?organizationId=${organizationId}`),
    list('sales of an event', 2, ofEvent('sales')),
    list('orders', 3, ofEvent('orders')),
    list('orders in a state', 1, ofEvent('orders', '?state=paid')),
    list('orders found by name', 2, (event) => `/api/v1/events/${event.id}/orders?q=${encodeURIComponent(event.buyer)}`),
    list('orders found by code', 1, (event) => `/api/v1/events/${event.id}/orders?q=${event.orderCode}`),
    list('attendees', 2, ofEvent('attendees')),
    list('attendees found by name', 2, (event) => `/api/v1/events/${event.id}/attendees?q=${encodeURIComponent(event.buyer)}`),
    list('messages', 1, ofEvent('messages')),
    list('check-in lists', 1, ofEvent('check-in-lists')),
    list('door', 1, ofEvent('door')),
    list('refunds', 1, (_, { organizationId }) => `/api/v1/refunds?organizationId=${organizationId}`),
    list('stock', 1, ofEvent('pools')),
    write('scan', 4, async () => {
      const { authorization, events } = pick(houses)
      const { id, tickets } = pick(events)
      await send(
        open,
        'POST',
        '/api/v1/check-in/scans',
        { authorization },
        { scanId: randomUUID(), eventId: id, code: pick(tickets), gate: 'Puerta 1' },
      )
    }),
    write('change of an event', 1, async () => {
      const { authorization, organizationId, events } = pick(houses)
      const path = `/api/v1/events/${pick(events).id}`
      const seen = await get(path.replace('/api/v1/', `/api/v1/organizations/${organizationId}/`), { authorization })
      // Another one may have changed it in between: that is an answer too.
      await send(
        open,
        'PATCH',
        path,
        { authorization, 'if-match': `"${String(valueAt(seen, 'version'))}"` },
        { dressCode: { es: `Cómodo ${newBuyer().phone}` } },
      )
    }),
  ]
}

const read = (name: string, weight: number, act: () => Promise<unknown>): Act => ({ name, kind: 'read', weight, act: async () => void (await act()) })
const write = (name: string, weight: number, act: () => Promise<void>): Act => ({ name, kind: 'write', weight, act })
const pick = <T>(from: readonly T[]): T => {
  const one = from[Math.floor(Math.random() * from.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

type Headers = Readonly<Record<string, string>>
const reader =
  (open: Lines) =>
  async (path: string, headers: Headers = {}): Promise<unknown> =>
    good(path, await open.send('GET', path, { headers }))

async function send(open: Lines, method: 'POST' | 'PATCH', path: string, headers: Headers, body: unknown): Promise<unknown> {
  return good(
    path,
    await open.send(method, path, { headers: { ...headers, 'idempotency-key': randomUUID() }, body: JSON.stringify(body) }),
    [409, 412],
  )
}

function good(path: string, { status, body }: { readonly status: number; readonly body: unknown }, refusals: readonly number[] = []): unknown {
  if ((status >= 200 && status < 300) || refusals.includes(status)) return body
  throw new Error(`${path} answered ${status}: ${JSON.stringify(body)?.slice(0, 300)}`)
}
