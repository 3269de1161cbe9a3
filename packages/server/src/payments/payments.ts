import type { Currency, MethodOffer, Money, PaymentMethod } from '@fashionistas/contract'
import type { Database } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { World } from '#core/world.ts'
import { findAttempt, type Attempt } from './attempts.ts'
import { happen, takeNews } from './news.ts'
import { ProviderUnavailable, type Acceptance, type Payer, type PaymentProvider } from './provider.ts'
import { holdMinutes } from './holds.ts'
import { isOpen, nextPoll } from './states.ts'

type Prepared = Awaited<ReturnType<PaymentProvider['prepare']>>
export type PaymentsParts = {
  readonly database: Database
  readonly world: World
  readonly log: Log
  readonly providers: readonly PaymentProvider[]
  readonly publicUrl: string
}

const preparedForMs = 60_000
/** After this many failures in a row a provider rests, so that buyers are not made to wait for its time-outs. */
const failuresBeforeRest = 3
const restMs = 20_000

/** Payment attempts over all providers: offers, charges, news. Providers are asked outside of transactions only. */
export class Payments {
  readonly #parts: PaymentsParts
  readonly #prepared = new Map<string, { readonly at: number; readonly value: Prepared }>()
  readonly #failures = new Map<string, { count: number; until: number }>()

  constructor(parts: PaymentsParts) {
    this.#parts = parts
  }

  get providers(): readonly PaymentProvider[] {
    return this.#parts.providers
  }

  provider(id: string): PaymentProvider | undefined {
    return this.#parts.providers.find((provider) => provider.id === id)
  }

  /** Every way to pay this currency now; the first provider that offers a method and answers has it. */
  async offers(currency: Currency): Promise<readonly MethodOffer[]> {
    const offers = new Map<PaymentMethod, MethodOffer>()
    for (const provider of this.#parts.providers.filter(({ capabilities }) => capabilities.currencies.includes(currency))) {
      const prepared = await this.#prepare(provider)
      if (!prepared) continue
      for (const method of provider.capabilities.methods) if (!offers.has(method)) offers.set(method, offerOf(provider.id, method, prepared))
    }
    return [...offers.values()]
  }

  async #prepare(provider: PaymentProvider): Promise<Prepared | undefined> {
    const now = this.#parts.world.now().getTime()
    const known = this.#prepared.get(provider.id)
    if (known && now - known.at < preparedForMs) return known.value
    if (this.#rests(provider.id)) return undefined
    try {
      const value = await provider.prepare()
      this.#prepared.set(provider.id, { at: now, value })
      return value
    } catch (error) {
      this.#failed(provider.id)
      this.#parts.log.warn({ err: error, provider: provider.id }, 'provider does not answer; its methods are not offered')
      return undefined
    }
  }

  #rests(id: string): boolean {
    const failure = this.#failures.get(id)
    return failure !== undefined && failure.count >= failuresBeforeRest && failure.until > this.#parts.world.now().getTime()
  }
  #failed(id: string): void {
    const count = (this.#failures.get(id)?.count ?? 0) + 1
    this.#failures.set(id, { count, until: this.#parts.world.now().getTime() + restMs })
  }

  /** Calls the provider for an attempt whose row stands, then takes its answer. On a time-out the row stays open and the poller asks. */
  async charge(
    attempt: Attempt,
    request: {
      readonly payer: Payer
      readonly description: string
      readonly details: Readonly<Record<string, string>>
      readonly acceptances: readonly Acceptance[]
      readonly returnUrl: string
    },
  ): Promise<Attempt | 'unavailable'> {
    const { database, world, log } = this.#parts
    const provider = this.provider(attempt.provider)
    if (!provider) throw new Error(`no provider ${attempt.provider}`)
    try {
      const told = await provider.createPayment({
        ...request,
        reference: attempt.reference,
        amount: moneyOf(attempt),
        method: attempt.method,
        expiresAt: attempt.expiresAt,
      })
      this.#failures.delete(provider.id)
      const after = await database.system((tx) => takeNews(tx, world, attempt.reference, told))
      return after ?? attempt
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      this.#failed(provider.id)
      log.warn({ err: error, provider: provider.id, payment: attempt.id }, 'charge has no answer yet')
      return 'unavailable'
    }
  }

  /** Asks the provider how an attempt stands and takes the answer. All transactions under the reference count: there may be two. */
  async refresh(attempt: Attempt): Promise<Attempt> {
    const { database, world } = this.#parts
    const provider = this.provider(attempt.provider)
    if (!provider) return attempt
    const told = await provider.findByReference(attempt.reference)
    for (const news of told.toSorted((a, b) => Number(a.status === 'succeeded') - Number(b.status === 'succeeded')))
      await database.system((tx) => takeNews(tx, world, attempt.reference, news))
    if (told.length === 0) await this.#nothingThere(attempt)
    return (await database.system((tx) => findAttempt(tx, attempt.id))) ?? attempt
  }

  /** The provider knows nothing of the reference: the charge never arrived. Past its expiry the attempt ends. */
  async #nothingThere(attempt: Attempt): Promise<void> {
    const { database, world } = this.#parts
    await database.system(async (tx) => {
      const now = world.now()
      const isOver = now > attempt.expiresAt
      const changed = await tx
        .updateTable('payments')
        .set({
          polls: attempt.polls + 1,
          next_poll_at: isOver ? null : nextPoll(attempt.polls, now, attempt.expiresAt),
          ...(isOver ? { state: 'expired', settled_at: now } : {}),
        })
        .where('id', '=', attempt.id)
        .where('state', '=', attempt.state)
        .executeTakeFirst()
      if (isOver && changed.numUpdatedRows > 0n)
        await happen(tx, world, 'payment.failed', { ...attempt, state: 'expired' }, { failureCode: 'expired' })
    })
  }

  /** Asks about every attempt whose turn it is; the cure for webhooks that were lost. */
  async poll(): Promise<number> {
    const { database, world, log } = this.#parts
    const due = await database.system(async (tx) => {
      const now = world.now()
      const rows = await tx
        .selectFrom('payments')
        .select('id')
        .where('next_poll_at', '<=', now)
        .orderBy('next_poll_at')
        .limit(50)
        .forUpdate()
        .skipLocked()
        .execute()
      // Pushed ahead before asking: another worker does not ask the same, and a crash here only delays.
      if (rows.length > 0)
        await tx
          .updateTable('payments')
          .set({ next_poll_at: new Date(now.getTime() + 30_000) })
          .where(
            'id',
            'in',
            rows.map((row) => row.id),
          )
          .execute()
      return await Promise.all(rows.map((row) => findAttempt(tx, row.id)))
    })
    for (const attempt of due)
      if (attempt && (isOpen(attempt.state) || attempt.state === 'expired'))
        await this.refresh(attempt).catch((error: unknown) => log.warn({ err: error, payment: attempt.id }, 'provider does not answer the poll'))
    return due.length
  }
}

const offerOf = (provider: string, method: PaymentMethod, prepared: Prepared): MethodOffer => ({
  method,
  provider,
  holdMinutes: holdMinutes(method),
  acceptances: prepared.acceptances.map((acceptance) => ({ ...acceptance })),
  banks: method === 'pse' ? prepared.banks.map((bank) => ({ ...bank })) : [],
  cardTokens: method === 'card' && prepared.tokenUrl && prepared.publicKey ? { url: prepared.tokenUrl, publicKey: prepared.publicKey } : null,
})
const moneyOf = (attempt: Attempt): Money => ({
  minor: attempt.amountMinor,
  currency: attempt.currency === 'USD' || attempt.currency === 'EUR' ? attempt.currency : 'COP',
})
