import { client, contract, EventId, TicketTypeId, type Client, type FashionistasContract, type PlatformHealth } from '@fashionistas/contract'
import { openEvent, openOrganizer, type Organizer } from '@fashionistas/bench/src/organizer.ts'
import { startProduct } from '@fashionistas/cli/src/product.ts'
import { temporaryFolder } from '@fashionistas/cli/src/temporary-folder.ts'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export type Ground = {
  readonly database: pg.Pool
  readonly databaseUrl: string
  readonly organizer: Organizer
  readonly eventId: EventId
  readonly typeId: TicketTypeId
  /** Pools of types that nobody buys. */
  readonly quietPools: readonly string[]
  health(): Promise<PlatformHealth>
  /** An order of one ticket, paid through the simulated payment company; answers its id when the tickets are there. */
  sell(): Promise<string>
  /** An order that is held and not paid. */
  hold(): Promise<string>
}
const key = () => ({ idempotencyKey: randomUUID() })
const lookEveryMs = 200
const soldWithinMs = 60_000
const quietTypes = 3

/** The whole product without pages, with an event on sale and an admin of the platform. */
export async function withGround<T>(tell: (step: string) => void, work: (ground: Ground) => Promise<T>): Promise<T> {
  const dataDir = temporaryFolder('auditor')
  try {
    const product = await startProduct({
      dataDir,
      web: 'none',
      storage: 'memory',
      seed: 'empty',
      env: { RATE_LIMIT_FACTOR: '100000', LOG_LEVEL: 'error' },
      tell: (step) => tell(`  ${step}`),
    })
    const databaseUrl = product.env['DATABASE_URL']
    const database = new pg.Pool({ connectionString: databaseUrl, max: 6 })
    try {
      return await work(await prepare(product.url, database, databaseUrl ?? ''))
    } finally {
      await database.end()
      await product.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function prepare(url: string, database: pg.Pool, databaseUrl: string): Promise<Ground> {
  const organizer = await openOrganizer(url)
  const names = ['General', ...Array.from({ length: quietTypes }, (_, at) => `Palco ${at + 1}`)]
  const event = await openEvent(organizer, {
    title: 'Noche de pruebas',
    capacity: 4_000,
    types: names.map((name) => ({ name, quantity: 1_000, priceMinor: 8_000_000 })),
  })
  const { rows } = await database.query<{ id: string }>(
    `select p.id from pools p join type_pools t on t.pool_id = p.id where p.event_id = $1 and p.kind = 'type' and t.ticket_type_id <> $2 order by p.id`,
    [event.eventId, event.typeIds[0]],
  )
  const shop = { api: client(contract, { baseUrl: url }), eventId: EventId.parse(event.eventId), typeId: TicketTypeId.parse(event.typeIds[0]) }
  const hold = async () => await holdOne(shop, event.questionId)
  const { api: admin } = await openAdmin(url, database)
  return {
    ...shop,
    database,
    databaseUrl,
    organizer,
    quietPools: rows.map(({ id }) => id),
    health: () => admin.getPlatformHealth({}),
    hold: async () => (await hold()).id,
    async sell() {
      const { id, token } = await hold()
      await shop.api.startPayment({ orderId: id, token, method: 'nequi', details: { nequiPhone: '3001111111' } }, key())
      await until(soldWithinMs, 'an order is paid', async () => await isOne(database, `select from orders where id = $1 and state = 'paid'`, id))
      return id
    },
  }
}

type Shop = { readonly api: Client<FashionistasContract>; readonly eventId: EventId; readonly typeId: TicketTypeId }

async function holdOne({ api, eventId, typeId }: Shop, questionId: string) {
  const lines = [{ typeId, quantity: 1 }]
  const { hash } = await api.quoteOrder({ eventId, lines })
  const order = await api.placeOrder(
    {
      eventId,
      lines,
      quoteHash: hash,
      buyer: { name: 'Rosalba Quintero', email: `${randomUUID()}@example.co`, phone: `+57310${String(Math.random()).slice(2, 9)}` },
      answers: [{ questionId: contract.placeOrder.input.shape.answers.unwrap().element.shape.questionId.parse(questionId), value: 'Radio' }],
      consents: { terms: true, personalData: true },
    },
    key(),
  )
  return { id: order.id, token: decodeURIComponent(new URL(order.link ?? '', 'http://here.invalid').pathname.split('/').at(-1) ?? '') }
}

/** Who is made an admin by the platform's operators, as documented: a row in `memberships`. */
async function openAdmin(url: string, database: pg.Pool): Promise<{ readonly api: Client<FashionistasContract> }> {
  const email = `admin-${randomUUID()}@example.co`
  const answer = await fetch(`${url}/api/v1/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Tomás Herrera', email, password: `clave ${randomUUID()}` }),
  })
  if (!answer.ok) throw new Error(`no admin: ${answer.status} ${await answer.text()}`)
  const organization = randomUUID()
  await database.query(`insert into organizations (id, slug, name, kind) values ($1, 'plataforma', 'Plataforma', 'platform')`, [organization])
  await database.query(
    `insert into memberships (id, organization_id, user_id, email, role, joined_at) select $1, $2, id, email, 'admin', now() from users where email = $3`,
    [randomUUID(), organization, email],
  )
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const api = client(contract, { baseUrl: url, headers: () => ({ cookie, origin: url }) })
  await until(10_000, 'the admin is one', async () => (await api.getMe({})).isAdmin) // grants are kept for five seconds
  return { api } // a client itself has every name, also `then`: it cannot be awaited
}

async function isOne(database: pg.Pool, question: string, id: string): Promise<boolean> {
  return (await database.query(question, [id])).rowCount === 1
}

export async function until(withinMs: number, what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + withinMs
  while (!(await isTrue())) {
    if (performance.now() > endsAt) throw new Error(`not within ${withinMs / 1000} s: ${what}`)
    await pause(lookEveryMs)
  }
}
