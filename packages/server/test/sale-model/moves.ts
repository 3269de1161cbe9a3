import { Refusal, type CallOptions, type Client, type FashionistasContract } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Actor } from '#core/context.ts'
import { approvingNequi, decliningNequi, silentNequi } from '../shop.ts'
import type { Answered } from './explain.ts'
import type { Ground, OneProcess } from './ground.ts'
import { hold, pay, refund, release, type GivingBack, type Order, type Paying, type Sale, type Wish } from './sale-model.ts'
import type { Stand } from './stand.ts'
import type { Act } from './steps.ts'

type Placing = Parameters<Client<FashionistasContract>['placeOrder']>[0]
/** What buyers remember: the requests as they sent them, and the links to their orders. */
export type Memory = {
  readonly placed: Map<string, { readonly wish: Wish; readonly body: Placing; readonly other: Placing }>
  readonly links: Map<string, string>
  keys: number
}
export type Scene = {
  readonly ground: Ground
  readonly stand: Stand
  readonly memory: Memory
  readonly sale: Sale
  /** The acts that go on at once. */ readonly acts: readonly Act[]
}
/** Sends one act, as often as it is repeated; each answer is for the model to explain. */
type Move = () => Promise<readonly Answered[]>

const guest: Actor = { kind: 'guest' }
const phones = { approves: approvingNequi, declines: decliningNequi, is_silent: silentNequi }

/** Chosen before anything is sent: what goes on at once knows only what was there before. */
export async function moveOf(scene: Scene, act: Act): Promise<Move> {
  switch (act.act) {
    case 'hold':
      return () => holdMove(scene, act)
    case 'again':
      return againMove(scene, act)
    case 'pay':
      return payMove(scene, act)
    case 'release':
      return releaseMove(scene, act)
    case 'refund':
      return await refundMove(scene, act)
    case 'sweep':
      return () => quietly(processAt(scene, act.process).run('end-expired-holds'))
    case 'drain':
      return () => quietly(processAt(scene, act.process).hear())
  }
}

const nothing: Move = () => Promise.resolve([])
async function quietly(work: Promise<void>): Promise<readonly Answered[]> {
  await work
  return []
}

function processAt({ ground }: Scene, at: number): OneProcess {
  const found = ground.processes[at % ground.processes.length]
  if (!found) throw new Error('no process')
  return found
}
/** Mostly one that fits, so that sales get on; now and then any, so that refusals are seen. */
function orderFor({ sale }: Scene, at: number, states: readonly Order['state'][]): Order | undefined {
  const fitting = sale.orders.filter(({ state }) => states.includes(state))
  return at % 4 === 0 || fitting.length === 0 ? pick(sale.orders, at) : pick(fitting, at)
}
const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)]

/** `order …`, `payment …` or `done`, or the code of the refusal. Anything else is a fault, and ends the run. */
async function answerOf<T>(asking: Promise<T>, told: (answer: T) => string): Promise<string> {
  try {
    return told(await asking)
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** Repeats go to one process after the other, all at the same moment. */
const repeated = <T>(copies: number, send: (copy: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: copies }, (_, copy) => send(copy)))

const explained = (told: string, answer: string, after: (sale: Sale) => readonly Sale[]): Answered => ({ told: `${told}: ${answer}`, after })

async function holdMove(scene: Scene, act: Extract<Act, { act: 'hold' }>): Promise<readonly Answered[]> {
  const { stand, memory } = scene
  memory.keys += 1
  const wish: Wish = { key: `hold-${stand.eventId}-${memory.keys}`, body: 'first', buyer: act.buyer, code: act.code, lines: act.lines }
  const asked = {
    eventId: stand.eventId,
    lines: act.lines.map(({ type, quantity }) => ({ typeId: stand.typeIds.get(type) ?? '', quantity })),
    ...(act.code === null ? {} : { promoCode: act.code }),
  }
  const quoted = await answerOf(processAt(scene, act.process).as(guest).quoteOrder(asked), ({ hash }) => `hash ${hash}`)
  if (!quoted.startsWith('hash ')) return [explained(named(act), quoted, (sale) => hold(stand.stall, sale, wish, quoted))]
  const body: Placing = { ...asked, quoteHash: quoted.slice(5), buyer: person(act.buyer, 'Ana Ruiz'), consents: { terms: true, personalData: true } }
  const other: Placing = { ...body, buyer: person(act.buyer, 'Otra Persona') }
  memory.placed.set(wish.key, { wish, body, other })
  return await repeated(
    act.copies,
    async (copy) =>
      await place(scene, {
        process: act.process + copy,
        key: wish.key,
        isOther: act.isMixed && copy > 0 && copy === act.copies - 1,
        meetsTwin: act.isMixed && act.copies > 1,
      }),
  )
}

const person = (buyer: number, name: string) => ({ name, email: `comprador${buyer}@modelo.example`, phone: `+57300777000${buyer}` })
const named = (act: Act): string => JSON.stringify(act)

type Placement = {
  readonly process: number
  readonly key: string
  readonly isOther: boolean
  /** The key goes out with another body at the same moment: each may be told that the other one has it. */
  readonly meetsTwin: boolean
}

async function place(scene: Scene, { process, key, isOther, meetsTwin }: Placement): Promise<Answered> {
  const { memory, stand } = scene
  const placed = memory.placed.get(key)
  if (!placed) throw new Error(`nothing was placed with ${key}`)
  const wish = isOther ? { ...placed.wish, body: 'other' } : placed.wish
  const asking = processAt(scene, process)
    .as(guest)
    .placeOrder(isOther ? placed.other : placed.body, { idempotencyKey: key })
  const answer = await answerOf(asking, ({ id, link }) => {
    if (link) memory.links.set(id, link)
    return `order ${id}`
  })
  return explained(`${key} ${wish.body} body, by buyer ${wish.buyer} with ${wish.code}`, answer, (sale) =>
    meetsTwin && answer === 'idempotency_key_reused' ? [sale] : hold(stand.stall, sale, wish, answer),
  )
}

function againMove(scene: Scene, act: Extract<Act, { act: 'again' }>): Move {
  const key = pick([...scene.memory.placed.keys()], act.order)
  const meetsTwin = scene.acts.filter((other) => other.act === 'again').length > 1
  return key === undefined ? nothing : async () => [await place(scene, { process: act.process, key, isOther: act.isOther, meetsTwin })]
}

function payMove(scene: Scene, act: Extract<Act, { act: 'pay' }>): Move {
  const order = orderFor(scene, act.order, ['held', 'pending_payment'])
  if (!order) return nothing
  const { memory, stand } = scene
  memory.keys += 1
  const key = `pay-${stand.eventId}-${memory.keys}`
  const isAlone = scene.acts.filter((other) => other.act === 'pay').length === 1
  return async () =>
    await repeated(act.copies, async (copy) => {
      const how = act.isMixed && copy > 0 && copy === act.copies - 1 ? 'declines' : act.how
      const paying: Paying = { orderId: order.id, key, body: how, isAlone: isAlone && act.copies === 1 }
      const token = memory.links.get(order.id)
      const request = { orderId: order.id, token, method: 'nequi' as const, details: phones[how], acceptances: stand.acceptances }
      const answer = await answerOf(
        processAt(scene, act.process + copy)
          .as(guest)
          .startPayment(request, keyed(key)),
        ({ id }) => `payment ${id}`,
      )
      return explained(`${key} ${how} for ${order.id}`, answer, (sale) => pay(sale, paying, answer))
    })
}

const keyed = (idempotencyKey: string): CallOptions => ({ idempotencyKey })

function releaseMove(scene: Scene, act: Extract<Act, { act: 'release' }>): Move {
  const order = orderFor(scene, act.order, ['held', 'pending_payment'])
  if (!order) return nothing
  const token = scene.memory.links.get(order.id)
  return async () =>
    await repeated(act.copies, async (copy) => {
      const answer = await answerOf(
        processAt(scene, act.process + copy)
          .as(guest)
          .releaseOrder({ orderId: order.id, token }),
        () => 'done',
      )
      return explained(`release ${order.id}`, answer, (sale) => release(sale, order.id, answer))
    })
}

async function refundMove(scene: Scene, act: Extract<Act, { act: 'refund' }>): Promise<Move> {
  const order = orderFor(scene, act.order, ['paid', 'partially_refunded'])
  if (!order) return nothing
  const ticket = act.isAll ? undefined : await someTicket(scene, order.id)
  const back: GivingBack = { orderId: order.id, ticket }
  const { actor } = scene.ground.shop.organizer
  return async () =>
    await repeated(act.copies, async (copy) => {
      const request = { orderId: order.id, reason: 'voluntary' as const, ...(ticket ? { ticketIds: [ticket.id] } : {}) }
      const answer = await answerOf(
        processAt(scene, act.process + copy)
          .as(actor)
          .refundOrder(request),
        () => 'done',
      )
      return explained(`refund ${order.id} ${ticket?.id ?? 'all'}`, answer, (sale) => refund(scene.stand.stall, sale, back, answer))
    })
}

async function someTicket({ ground, stand }: Scene, orderId: string): Promise<GivingBack['ticket']> {
  const { rows } = await ground.shop.harness.database.system((tx) =>
    sql<{
      id: string
      typeId: string
    }>`select id, ticket_type_id as "typeId" from tickets where order_id = ${orderId} and state = 'active' order by id limit 1`.execute(tx),
  )
  const [found] = rows
  const type = [...stand.typeIds].find(([, id]) => id === found?.typeId)?.[0]
  return found && type !== undefined ? { id: found.id, type } : undefined
}
