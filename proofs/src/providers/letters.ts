import { valueAt } from '@fashionistas/bench/src/lines.ts'
import type { Order } from '../faults/shopper.ts'
import { until } from '../faults/until.ts'
import { ends, expectThat, held, pays, type Desk } from './desk.ts'

type Letter = { readonly channel: string; readonly template: string }
export type LetterCase = { readonly name: string; readonly isLong?: boolean; readonly run: (desk: Desk) => Promise<void> }
const buyers = 3

async function lettersTo({ ground }: Desk, address: string): Promise<readonly Letter[]> {
  const found: unknown = await (await fetch(`${ground.inboxUrl}/dev/inbox/messages?to=${encodeURIComponent(address)}`)).json()
  if (!Array.isArray(found)) throw new Error('the inbox answers with a list')
  return found.map((each) => ({ channel: String(valueAt(each, 'channel')), template: String(valueAt(each, 'template') ?? valueAt(each, 'subject')) }))
}
const ticketsOnPhone = async (desk: Desk, { phone }: Order): Promise<number> =>
  (await lettersTo(desk, phone)).filter(({ template }) => template.startsWith('ticket_delivery')).length
const ticketsByMail = async (desk: Desk, { email }: Order): Promise<number> =>
  (await lettersTo(desk, email)).filter(({ template }) => template.startsWith('Tus entradas')).length

/** Some buyers pay while something is broken; `after` mends it. Everybody gets the tickets on the phone and by mail, once. */
function broken(breakIt: (desk: Desk) => unknown, mend: (desk: Desk) => unknown = () => {}, withinMs = 60_000): LetterCase['run'] {
  return async (desk) => {
    const orders: Order[] = []
    for (let each = 0; each < buyers; each += 1) orders.push(await held(desk))
    await templatesAreApproved(desk)
    await breakIt(desk)
    for (const order of orders) {
      await pays(desk, order)
      await ends(desk, order)
    }
    await until('letters are tried', async () => (await triesOf(desk, orders)) >= buyers)
    await mend(desk)
    await until(
      'everybody has the tickets twice',
      async () => (await countAll(desk, orders)).every(([phone, mail]) => phone > 0 && mail > 0),
      withinMs,
    )
    await until('nothing is under way', async () => (await underWay(desk)) === 0, withinMs)
    for (const [phone, mail] of await countAll(desk, orders))
      expectThat(`${phone} letters on one phone, ${mail} in one mailbox`, phone === 1 && mail === 1)
  }
}

const countAll = (desk: Desk, orders: readonly Order[]) =>
  Promise.all(orders.map((order) => Promise.all([ticketsOnPhone(desk, order), ticketsByMail(desk, order)])))

async function triesOf({ ground }: Desk, orders: readonly Order[]): Promise<number> {
  const { rows } = await ground.database.query<{ tries: string }>(
    'select coalesce(sum(d.attempts), 0) as tries from deliveries d join message_intents i on i.id = d.intent_id where i.order_id = any($1)',
    [orders.map(({ id }) => id)],
  )
  return Number(rows[0]?.tries)
}

async function underWay({ ground }: Desk): Promise<number> {
  const { rows } = await ground.database.query<{ count: string }>(
    `select count(*) from deliveries where state in ('queued', 'sending') and not_before < now() + interval '1 hour'`,
  )
  return Number(rows[0]?.count)
}

async function templatesAreApproved({ ground }: Desk): Promise<void> {
  await until('the company has approved the templates', async () => ground.ways.whatsapp.seen.some(({ path }) => path.includes('message_templates')))
}

const whatsapp = (fault: Parameters<Desk['way']['break']>[0], times: number) => (desk: Desk) =>
  desk.ground.ways.whatsapp.break(fault, { method: 'POST', times })

export const letterCases: readonly LetterCase[] = [
  { name: 'whatsapp 429', run: broken(whatsapp({ kind: 'status', when: 'before', status: 429, retryAfter: 2 }, 1)) },
  { name: 'whatsapp 500', run: broken(whatsapp({ kind: 'status', when: 'before', status: 500 }, 2)) },
  {
    name: 'mail down',
    run: broken(
      (desk) => desk.ground.ways.mail.down(),
      (desk) => desk.ground.ways.mail.up(),
    ),
  },
  { name: 'whatsapp half an answer', isLong: true, run: broken(whatsapp({ kind: 'cut', when: 'after' }, 3), () => {}, 150_000) },
  {
    name: 'whatsapp down',
    isLong: true,
    run: broken(
      (desk) => desk.ground.ways.whatsapp.down(),
      (desk) => desk.ground.ways.whatsapp.up(),
      120_000,
    ),
  },
  {
    name: 'mail cut after it was taken',
    isLong: true,
    run: broken(
      (desk) => desk.ground.ways.mail.cutAfter(20_000),
      (desk) => desk.ground.ways.mail.cutAfter(undefined),
      180_000,
    ),
  },
]
