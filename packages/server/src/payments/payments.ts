import type { Currency, MethodOffer, Money, PaymentMethod } from '@fashionistas/contract'
import { sql } from 'kysely'
import { Batcher } from '#core/batcher.ts'
import { Breaker } from '#core/breaker.ts'
import type { Database } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { World } from '#core/world.ts'
import { findAttempt, findAttempts, lookedAtAgain, type Attempt } from './attempts.ts'
import { guarded, type Breakers } from './guard.ts'
import { happen, takeAllNews, takeNews, type News } from './news.ts'
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
/** What a provider said before may still be shown when it fails to say it again. */
const preparedAtMostMs = 10 * 60_000
/** A charge that has no answer after this long is not under way any more. */
const longestChargeMs = 20_000
const askedAtOnce = 8
/** Of payments that ended: they never hold up those that somebody waits for. */
const lookedAtOnce = 20
/** Questions after webhooks: a provider that told us of so many payments can answer for them. */
const mostAskedAtOnce = 32
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

/** Payment attempts over all providers: offers, charges, news. Providers are asked outside of transactions only. */
export class Payments {
  readonly #parts: PaymentsParts
  readonly #breakers: ReadonlyMap<string, Breakers>
  readonly #prepared = new Map<string, { readonly at: number; readonly value: Prepared }>()
  readonly #preparing = new Map<string, Promise<Prepared | undefined>>()
  readonly providers: readonly PaymentProvider[]

  /** Answers to charges, taken together: on a hot sale there are hundreds a second. */
  readonly #news: Batcher<News, Attempt | null>

  constructor(parts: PaymentsParts) {
    this.#parts = parts
    this.#news = new Batcher(async (news) => {
      const after = await parts.database.system((tx) => takeAllNews(tx, parts.world, news))
      return news.map(({ reference }) => after.get(reference) ?? null)
    })
    this.#breakers = new Map(parts.providers.map(({ id }) => [id, breakersOf(id, parts)]))
    this.providers = parts.providers.map((provider) => {
      const breakers = this.#breakers.get(provider.id)
      return breakers ? guarded(provider, breakers) : provider
    })
  }

  provider(id: string): PaymentProvider | undefined {
    return this.providers.find((provider) => provider.id === id)
  }

  /** In trouble, and left alone: its methods are not offered meanwhile. */
  rests(id: string): boolean {
    const breakers = this.#breakers.get(id)
    return breakers?.charging.state === 'open' || breakers?.asking.state === 'open'
  }

  /** Every way to pay this currency now; the first provider that offers a method and answers has it. */
  async offers(currency: Currency): Promise<readonly MethodOffer[]> {
    const offers = new Map<PaymentMethod, MethodOffer>()
    for (const provider of this.providers.filter(({ capabilities }) => capabilities.currencies.includes(currency))) {
      const prepared = await this.#prepare(provider)
      if (!prepared) continue
      for (const method of provider.capabilities.methods) if (!offers.has(method)) offers.set(method, offerOf(provider.id, method, prepared))
    }
    return [...offers.values()]
  }

  async #prepare(provider: PaymentProvider): Promise<Prepared | undefined> {
    if (this.rests(provider.id)) return undefined
    const known = this.#knownFor(provider.id, preparedForMs)
    if (known) return known
    // All who ask at once wait for one question.
    const asked = this.#preparing.get(provider.id) ?? this.#askToPrepare(provider)
    this.#preparing.set(provider.id, asked)
    return await asked.finally(() => this.#preparing.delete(provider.id))
  }

  async #askToPrepare(provider: PaymentProvider): Promise<Prepared | undefined> {
    try {
      const value = await provider.prepare()
      this.#prepared.set(provider.id, { at: this.#parts.world.now().getTime(), value })
      return value
    } catch (error) {
      this.#parts.log.warn({ err: error, provider: provider.id }, 'provider does not answer before a payment')
      return this.rests(provider.id) ? undefined : this.#knownFor(provider.id, preparedAtMostMs)
    }
  }

  #knownFor(id: string, milliseconds: number): Prepared | undefined {
    const known = this.#prepared.get(id)
    const age = known ? this.#parts.world.now().getTime() - known.at : undefined
    return age !== undefined && age >= 0 && age < milliseconds ? known?.value : undefined
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
    const provider = this.provider(attempt.provider)
    if (!provider) throw new Error(`no provider ${attempt.provider}`)
    const charge = { ...request, reference: attempt.reference, amount: moneyOf(attempt), method: attempt.method, expiresAt: attempt.expiresAt }
    const told = await provider.createPayment(charge).catch((error: unknown) => this.#withoutAnswer(attempt, error))
    if (told === undefined) return 'unavailable'
    return (await this.#news.add({ reference: attempt.reference, told })) ?? attempt
  }

  /** A charge that never got there is over, and another may begin at once. Of any other we know nothing: it stays open, and the poller asks. */
  async #withoutAnswer(attempt: Attempt, error: unknown): Promise<undefined> {
    const { database, world, log } = this.#parts
    const isSilence = error instanceof ProviderUnavailable
    log[isSilence ? 'warn' : 'error']({ err: error, provider: attempt.provider, payment: attempt.id }, 'charge has no answer')
    if (!isSilence || error.arrived === 'maybe') return
    await database.system(async (tx) => {
      const changed = await tx
        .updateTable('payments')
        .set({ state: 'failed', failure: JSON.stringify({ code: 'provider_unavailable', message: '' }), settled_at: world.now(), next_poll_at: null })
        .where('id', '=', attempt.id)
        .where('state', '=', 'created')
        .executeTakeFirst()
      if (changed.numUpdatedRows > 0n)
        await happen(tx, world, 'payment.failed', { ...attempt, state: 'failed' }, { failureCode: 'provider_unavailable' })
    })
  }

  /** Whether charges whose answer was lost are known to stand nowhere: only then may another begin. The provider is asked. */
  async areUncharged(attempts: readonly Attempt[]): Promise<boolean> {
    const { world, log } = this.#parts
    for (const attempt of attempts) {
      if (world.now().getTime() - attempt.createdAt.getTime() < longestChargeMs) return false
      const after = await this.refresh(attempt).catch((error: unknown) => {
        log.warn({ err: error, payment: attempt.id }, 'nobody can say whether an earlier charge stands')
        return undefined
      })
      if (!after) return false
    }
    return true
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

  /**
   * Asks about many attempts side by side and takes all answers in one transaction. References that are not ours have nothing to be asked.
   * Answers, by reference, why one could not be refreshed.
   */
  async refreshAll(references: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { database } = this.#parts
    const attempts = await database.system((tx) => findAttempts(tx, references))
    const problems = new Map<string, string>()
    const news: News[] = []
    const failed = (attempt: Attempt) => (error: unknown) => void problems.set(attempt.reference, messageOf(error))
    const ask = async (attempt: Attempt): Promise<void> => {
      const told = (await this.provider(attempt.provider)?.findByReference(attempt.reference)) ?? []
      if (told.length === 0) return await this.#nothingThere(attempt)
      for (const each of told.toSorted((a, b) => Number(a.status === 'succeeded') - Number(b.status === 'succeeded')))
        news.push({ reference: attempt.reference, told: each })
    }
    for (let at = 0; at < attempts.length; at += mostAskedAtOnce)
      await Promise.all(attempts.slice(at, at + mostAskedAtOnce).map((attempt) => ask(attempt).catch(failed(attempt))))
    await Promise.all(
      news.map(async (each) => await this.#news.add(each).catch((error: unknown) => void problems.set(each.reference, messageOf(error)))),
    )
    return problems
  }

  /** The provider knows nothing of the reference: the charge never arrived. Past its expiry the attempt ends; one that ended stays as it is. */
  async #nothingThere(attempt: Attempt): Promise<void> {
    const { database, world } = this.#parts
    await database.system(async (tx) => {
      const now = world.now()
      if (!isOpen(attempt.state)) return await tx.updateTable('payments').set({ next_poll_at: null }).where('id', '=', attempt.id).execute()
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
    const { database, world } = this.#parts
    const awake = this.#awake()
    if (awake.length === 0) return 0
    const due = await database.system(async (tx) => {
      const now = world.now()
      const rows = await tx
        .selectFrom('payments')
        .select('id')
        .where('next_poll_at', '<=', now)
        .where('provider', 'in', awake)
        .orderBy('next_poll_at')
        .limit(50)
        .forUpdate()
        .skipLocked()
        .execute()
      // Pushed ahead before asking: another worker does not ask the same, and a crash here only delays.
      // Not all to the same moment, or a provider that was away would get all of its questions at once.
      if (rows.length > 0)
        await tx
          .updateTable('payments')
          .set({ next_poll_at: sql<Date>`${now}::timestamptz + interval '30 seconds' * (0.8 + 0.4 * random())` })
          .where(
            'id',
            'in',
            rows.map((row) => row.id),
          )
          .execute()
      return await Promise.all(rows.map((row) => findAttempt(tx, row.id)))
    })
    const waiting = due.filter((attempt) => attempt !== undefined).filter(({ state }) => isOpen(state) || state === 'expired')
    await this.#askAll(waiting)
    return due.length
  }

  /** Asks once more about payments that ended at a company's own page, where one can pay twice under one reference: news of the second may be lost. */
  async lookAgain(): Promise<void> {
    const { database, world } = this.#parts
    const awake = this.#awake()
    if (awake.length > 0) await this.#askAll(await database.system((tx) => lookedAtAgain(tx, world.now(), { awake, limit: lookedAtOnce })))
  }

  /** Providers that are not in trouble. */
  #awake(): readonly string[] {
    return this.providers.map(({ id }) => id).filter((id) => !this.rests(id))
  }

  async #askAll(attempts: readonly Attempt[]): Promise<void> {
    const { log } = this.#parts
    const ask = async (attempt: Attempt): Promise<unknown> =>
      await this.refresh(attempt).catch((error: unknown) => log.warn({ err: error, payment: attempt.id }, 'provider does not answer the poll'))
    // The first goes alone: it finds out whether a provider that rested is back.
    for (const first of attempts.slice(0, 1)) await ask(first)
    for (let at = 1; at < attempts.length; at += askedAtOnce) await Promise.all(attempts.slice(at, at + askedAtOnce).map(ask))
  }
}

function breakersOf(id: string, { world, log }: PaymentsParts): Breakers {
  const told = (what: string) => (state: string) => log.warn({ provider: id, what, state }, 'circuit breaker')
  return { charging: new Breaker(world, told('charging')), asking: new Breaker(world, told('asking')) }
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
