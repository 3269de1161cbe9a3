import type { EventCard } from '@fashionistas/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, type Organizer } from '../../test/given.ts'
import { refusalOf, startHarness, type Harness } from '../../test/harness.ts'
import { refreshDuePrices } from './prices.ts'

let h: Harness
let owner: Organizer
const day = 86_400_000
const inDays = (count: number) => new Date(h.world.now().getTime() + count * day)
beforeAll(async () => {
  h = await startHarness()
  owner = await given.organizer(h)
  await given.event(h, owner, { title: 'Pasarela Medellín', startsAt: inDays(10), types: [{ priceMinor: 5_000_000 }] })
  await given.event(h, owner, { title: 'Feria de la confección', city: 'Bogotá', type: 'corporate', startsAt: inDays(5), types: [{ priceMinor: 0 }] })
  await given.event(h, owner, {
    title: 'Concierto en el río',
    city: 'Santa Marta',
    type: 'concert',
    startsAt: inDays(20),
    types: [{ priceMinor: 9_000_000 }],
  })
  await given.draft(h, owner, { title: 'Pasarela secreta' })
})
afterAll(async () => await h.stop())

const titles = ({ data }: { readonly data: readonly EventCard[] }) => data.map(({ title }) => title.es)
const list = (input: Parameters<ReturnType<typeof h.as>['listEvents']>[0]) => h.as(given.guest()).listEvents(input)

test('E-04 the public list shows what is on stage, the nearest first, and no draft', async () => {
  const page = await list({})
  expect(titles(page)).toEqual(['Feria de la confección', 'Pasarela Medellín', 'Concierto en el río'])
  expect(page.data[1]).toMatchObject({
    priceFrom: { minor: 5_000_000, currency: 'COP' },
    isSoldOut: false,
    organizerName: 'Casa Orquídea',
    city: 'Medellín',
  })
  expect(page.data[1]?.posterUrl).toMatch(/^\/api\/v1\/events\/[0-9a-f-]{36}\/poster\/portrait\?width=800&v=\d+$/)
})

test('E-04 the search forgives accents, endings and typos', async () => {
  for (const q of ['medellin', 'Medellín', 'MEDELLIN', 'pasarla', 'pasarelas medellin', 'Pasarela Medelin'])
    expect({ q, found: titles(await list({ q })) }).toEqual({ q, found: expect.arrayContaining(['Pasarela Medellín']) })
  expect(titles(await list({ q: 'concierto' }))).toEqual(['Concierto en el río'])
  expect(titles(await list({ q: 'confeccion bogota' }))).toEqual(['Feria de la confección'])
  expect(titles(await list({ q: 'pasarla' }))).not.toContain('Feria de la confección')
  for (const q of ['xyzzyqwk', '" & | !', '%', '(']) expect({ q, found: titles(await list({ q })) }).toEqual({ q, found: [] })
  expect(titles(await list({ q: 'secreta' }))).toEqual([])
})

test('E-04 filters by city, type, date, price and organizer narrow the list', async () => {
  for (const city of ['bogota', 'Bogotá', 'BOGOTÁ']) expect(titles(await list({ city }))).toEqual(['Feria de la confección'])
  expect(titles(await list({ city: 'santa-marta' }))).toEqual(['Concierto en el río'])
  expect(titles(await list({ type: 'fashion' }))).toEqual(['Pasarela Medellín'])
  expect(titles(await list({ from: inDays(6).toISOString(), to: inDays(11).toISOString() }))).toEqual(['Pasarela Medellín'])
  expect(titles(await list({ priceMax: 5_000_000 }))).toEqual(['Feria de la confección', 'Pasarela Medellín'])
  expect(titles(await list({ priceMax: 0 }))).toEqual(['Feria de la confección'])
  expect(titles(await list({ organizer: owner.slug }))).toHaveLength(3)
  expect(titles(await list({ organizer: 'nadie' }))).toEqual([])
})

test('E-04 by price, by distance and by relevance the order follows', async () => {
  expect(titles(await list({ sort: 'price' }))).toEqual(['Feria de la confección', 'Pasarela Medellín', 'Concierto en el río'])
  const other = await given.organizer(h, { organization: 'Casa del mar' })
  const { eventId } = await given.event(h, other, { title: 'Moda junto al mar', city: 'Cartagena', startsAt: inDays(40) })
  await h.database.system((tx) => sql`update events set latitude = null, longitude = null where id = ${eventId}`.execute(tx)) // then its city says where it is
  expect(titles(await list({ near: '10.4,-75.5' }))[0]).toBe('Moda junto al mar')
  expect(titles(await list({ near: '6.24,-75.57' })).at(-1)).toBe('Moda junto al mar')
  expect(titles(await list({ q: 'mar' }))[0]).toBe('Moda junto al mar')
})

test('E-04 pages follow each other without gap or repeat in every order', async () => {
  for (const order of [{}, { sort: 'price' }, { near: '6.2,-75.5' }, { q: 'moda' }, { q: 'pasarla' }] as const) {
    const whole = titles(await list({ ...order, limit: 50 }))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ ...order, limit: 1, ...(cursor ? { cursor } : {}) })
      seen.push(...titles(page))
      cursor = page.nextCursor ?? undefined
    } while (cursor && seen.length < 20)
    expect({ order, seen }).toEqual({ order, seen: whole })
  }
  expect(await refusalOf(list({ cursor: 'bm8' }))).toBe('input_invalid')
  expect(await refusalOf(list({ cursor: Buffer.from('["a",1]').toString('base64url') }))).toBe('input_invalid')
})

test('E-04 what is over is found among the past, and cancelled events in no list', async () => {
  const later = await given.event(h, owner, { title: 'Lo que pasó', startsAt: inDays(1) })
  const gone = await given.event(h, owner, { title: 'Lo que no fue', startsAt: inDays(1) })
  await h.as(owner.actor).cancelEvent({ eventId: gone.eventId, reason: 'Lluvia' })
  const before = h.world.now()
  h.world.set(later.endsAt)
  expect(titles(await list({ past: 'true' }))).toEqual(['Lo que pasó'])
  expect(titles(await list({}))).not.toContain('Lo que pasó')
  h.world.set(before)
  expect(titles(await list({}))).not.toContain('Lo que no fue')
  expect((await h.as(given.guest()).getEvent({ idOrSlug: gone.slug })).state).toBe('cancelled')
})

test('E-04 a price that changes by date is found by the new one', async () => {
  const { eventId } = await given.event(h, owner, {
    title: 'Etapas',
    startsAt: inDays(60),
    types: [
      {
        tiers: [
          { priceMinor: 1000, endsAt: inDays(2) },
          { priceMinor: 2000, startsAt: inDays(2) },
        ],
      },
    ],
  })
  expect((await list({ priceMax: 1500 })).data.map(({ id }) => id)).toContain(eventId)
  const before = h.world.now()
  h.world.set(inDays(2))
  expect(await refreshDuePrices(h.database, h.world)).toBeGreaterThan(0)
  expect((await list({ priceMax: 1500 })).data.map(({ id }) => id)).not.toContain(eventId)
  expect((await list({ priceMax: 2500 })).data.find(({ id }) => id === eventId)?.priceFrom?.minor).toBe(2000)
  h.world.set(before)
})

test('E-03 an event opens by id and by slug; a hidden type is not shown; a draft opens for its team', async () => {
  const { eventId, slug } = await given.event(h, owner, {
    title: 'Con secreto',
    types: [{ name: 'General' }, { name: 'Oculta', visibility: 'hidden' }],
  })
  const bySlug = await h.as(given.guest()).getEvent({ idOrSlug: slug })
  expect(bySlug).toMatchObject({ id: eventId, place: { name: 'Plaza Mayor' }, types: [{ name: { es: 'General' } }] })
  expect(bySlug.types).toHaveLength(1)
  expect(await h.as(given.guest()).getEvent({ idOrSlug: eventId })).toEqual(bySlug)
  const draft = await given.draft(h, owner)
  expect(await refusalOf(h.as(given.guest()).getEvent({ idOrSlug: draft.eventId }))).toBe('not_found')
  expect(await refusalOf(h.as((await given.organizer(h, { organization: 'Otra' })).actor).getEvent({ idOrSlug: draft.eventId }))).toBe('not_found')
  expect((await h.as(owner.actor).getEvent({ idOrSlug: draft.eventId })).state).toBe('draft')
  expect(await refusalOf(h.as(given.guest()).getAvailability({ eventId: draft.eventId }))).toBe('not_found')
})

test('E-12 cities are told with their events, organizers with theirs, and venues are found without accents', async () => {
  const { data } = await h.as(given.guest()).listCities({})
  expect(data.find(({ slug }) => slug === 'bogota')).toMatchObject({ name: 'Bogotá', events: 1 })
  expect(data.find(({ slug }) => slug === 'armenia')).toMatchObject({ events: 0 })
  expect(await h.as(given.guest()).getOrganizer({ slug: owner.slug })).toMatchObject({ name: 'Casa Orquídea', since: '2026-11-02T15:00:00.000Z' })
  expect(await refusalOf(h.as(given.guest()).getOrganizer({ slug: 'nadie' }))).toBe('not_found')
  await h.database.system((tx) =>
    tx.insertInto('venues').values({ id: h.world.newId(), name: 'Jardín Botánico', address: 'Calle 73', city: 'Medellín' }).execute(),
  )
  expect((await h.as(owner.actor).listVenues({ q: 'jardin bot' })).data.map(({ name }) => name)).toEqual(['Jardín Botánico'])
  expect((await h.as(owner.actor).listVenues({ q: '%', city: 'medellin' })).data).toEqual([])
})

test('D-02 an organizer’s own list has drafts, what is to come and what was, and nothing of others', async () => {
  const mine = await given.organizer(h, { organization: 'Propia' })
  await given.event(h, mine, { title: 'Segunda', startsAt: inDays(8) })
  await given.event(h, mine, { title: 'Primera', startsAt: inDays(3) })
  await given.draft(h, mine, { title: 'Borrador' })
  const own = (input: object) => h.as(mine.actor).listOwnEvents({ organizationId: mine.organizationId, ...input })
  expect((await own({ when: 'upcoming' })).data.map(({ title }) => title.es)).toEqual(['Primera', 'Segunda'])
  expect((await own({ when: 'drafts' })).data.map(({ title }) => title.es)).toEqual(['Borrador'])
  expect((await own({ q: 'segun' })).data.map(({ title }) => title.es)).toEqual(['Segunda'])
  const first = await own({ limit: 2 })
  const second = await own({ limit: 2, cursor: first.nextCursor })
  expect([...first.data, ...second.data].map(({ title }) => title.es)).toEqual(['Borrador', 'Segunda', 'Primera'])
  expect(await refusalOf(h.as(owner.actor).listOwnEvents({ organizationId: mine.organizationId }))).toBe('not_found')
})

test('D-02 what an event earned is told to those who may see sales, and to nobody else of the team', async () => {
  const mine = await given.organizer(h, { organization: 'Con caja' })
  await given.event(h, mine, { title: 'Con ventas' })
  const technician = await given.member(h, mine.organizationId, 'technical')
  const toldTo = async ({ actor }: { readonly actor: Organizer['actor'] }) =>
    (await h.as(actor).listOwnEvents({ organizationId: mine.organizationId })).data.map(({ revenue }) => revenue)
  expect([await toldTo(mine), await toldTo(technician)]).toEqual([[{ minor: 0, currency: 'COP' }], [null]])
})

// The rank is that of the column search_brief, which a trigger keeps.
test('E-04 who has the word in the name comes before who has it in the description, also when it was given later', async () => {
  const { eventId } = await given.event(h, owner, { title: 'Sin nombre todavía', startsAt: inDays(40) })
  const [first] = titles(await list({ q: 'colecciones' }))
  expect(first).not.toBe('Colecciones de agua')
  const client = h.as(owner.actor)
  const { version } = await client.getEventForOrganizer({ organizationId: owner.organizationId, eventId })
  await client.changeEvent({ eventId, title: { es: 'Colecciones de agua' } }, { ifMatch: version })
  expect(titles(await list({ q: 'colecciones' }))[0]).toBe('Colecciones de agua')
})
