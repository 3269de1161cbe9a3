import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { permissionsOfOrganizations } from '@fashionistas/contract'
import type { ProductUnderTest } from '../product-under-test.ts'

export type House = { readonly organizationId: string; readonly authorization: string; readonly events: readonly HouseEvent[] }
export type HouseEvent = { readonly id: string; readonly buyer: string; readonly orderCode: string; readonly tickets: readonly string[] }
export type OnSale = {
  readonly eventId: string
  readonly slug: string
  readonly typeId: string
  readonly questionId: string
  /** Every second buyer has one. */
  readonly promoCode: string
}
/** What a mixed load asks about: taken from the database, so that every size has its own. */
export type Ground = { readonly houses: readonly House[]; readonly onSale: readonly OnSale[]; readonly attendee: string }

const mostHouses = 40
const eventsEach = 12
const ticketsEach = 60
const mostOnSale = 2_000
const promoCode = 'BANCO10'

/** Keys of organizers, the demo attendee's session, and events that have places left. */
export async function prepareGround(product: ProductUnderTest): Promise<Ground> {
  return { houses: await houses(product), onSale: await eventsOnSale(product), attendee: await signIn(product.url, 'attendee') }
}

async function houses({ database }: ProductUnderTest): Promise<readonly House[]> {
  const { rows } = await database.query<{ id: string; created_by: string }>(
    `select o.id, (select m.user_id from memberships m where m.organization_id = o.id and m.role = 'owner' limit 1) as created_by
       from organizations o where o.kind = 'organizer' and exists (select from tickets t where t.organization_id = o.id) order by md5(o.id::text) limit $1`,
    [mostHouses],
  )
  return await Promise.all(
    rows.map(async ({ id, created_by }) => {
      const secret = `fk_${randomBytes(32).toString('base64url')}`
      await database.query(
        `insert into api_keys (id, organization_id, name, start, secret_hash, permissions, created_by) values ($1, $2, 'Banco', $3, $4, $5, $6)`,
        [randomUUID(), id, secret.slice(0, 10), createHash('sha256').update(secret).digest('hex'), permissionsOfOrganizations, created_by],
      )
      return { organizationId: id, authorization: `Bearer ${secret}`, events: await eventsOf({ database }, id) }
    }),
  )
}

/** Those that sold most: what a list shows is worth something. */
async function eventsOf({ database }: Pick<ProductUnderTest, 'database'>, organizationId: string): Promise<readonly HouseEvent[]> {
  const { rows } = await database.query<HouseEvent>(
    `with sold as (select event_id, count(*) from tickets where organization_id = $1 and state = 'active' group by 1 order by 2 desc limit $2)
     select e.id, o.buyer_name as buyer, o.code as "orderCode", array(select t.code from tickets t where t.event_id = e.id and t.state = 'active' order by t.id limit $3) as tickets
       from sold join events e on e.id = sold.event_id cross join lateral (select buyer_name, code from orders where event_id = e.id and paid_at is not null order by placed_at limit 1) o`,
    [organizationId, eventsEach, ticketsEach],
  )
  return rows
}

/** With a question to the buyer and a code, as sales have them. */
async function eventsOnSale({ database }: ProductUnderTest): Promise<readonly OnSale[]> {
  const { rows } = await database.query<OnSale>(
    `with found as (select e.id as "eventId", e.organization_id, e.slug, t.id as "typeId" from events e
       join lateral (select t.id from ticket_types t where t.event_id = e.id and t.visibility = 'public' and t.removed_at is null and t.admissions = 1 and not t.is_donation
         and (t.sales_start_at is null or t.sales_start_at <= now())
         and not exists (select from type_pools u join pools p on p.id = u.pool_id where u.ticket_type_id = t.id and p.capacity - p.sold - p.held - p.blocked < 20) order by t.position limit 1) t on true
       join event_prices c on c.event_id = e.id and c.price_minor > 0
      where e.state = 'active' and e.starts_at > now() + interval '1 day' order by md5(e.id::text) limit $1),
     asked as (insert into questions (id, event_id, organization_id, kind, label, is_required, position)
       select gen_random_uuid(), "eventId", organization_id, 'text', '{"es":"¿Cómo supiste del evento?"}', true, 1 from found returning id, event_id),
     quota as (insert into pools (id, event_id, organization_id, kind, name, capacity) select gen_random_uuid(), "eventId", organization_id, 'code', $2, 100000 from found returning id, event_id, organization_id),
     codes as (insert into promo_codes (id, event_id, organization_id, code, percent_bp, pool_id, created_at) select gen_random_uuid(), event_id, organization_id, $2, 1000, id, now() from quota)
     select "eventId", slug, "typeId", asked.id as "questionId", $2 as "promoCode" from found join asked on asked.event_id = "eventId"`,
    [mostOnSale, promoCode],
  )
  if (rows.length === 0) throw new Error('nothing is on sale in this database')
  return rows
}

const signIns = join(import.meta.dirname, '../../../packages/server/src/demo/sign-ins.json')

/** The cookie of a demo account. */
async function signIn(url: string, role: string): Promise<string> {
  const known: readonly { readonly role: string; readonly email: string; readonly password: string }[] = JSON.parse(readFileSync(signIns, 'utf8'))
  const account = known.find((one) => one.role === role)
  const answer = await fetch(`${url}/api/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: account?.email, password: account?.password }),
  })
  if (!answer.ok) throw new Error(`sign-in was refused: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
}
