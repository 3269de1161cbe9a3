import type { Bank, Charge, PaymentProvider, ProviderEvent, ProviderPayment, ProviderRefund } from '#payments/provider.ts'
import { ForgedWebhook, ProviderUnavailable } from '#payments/provider.ts'
import { chargeOnce } from '../charge-once.ts'
import { httpClient, type HttpAnswer } from '../http.ts'
import { fromWompi, refusedByWompi } from './from-wompi.ts'
import { checkEvent } from './signature.ts'
import { toWompi } from './to-wompi.ts'
import { WompiBanks, WompiError, WompiEvent, WompiEventTransaction, WompiMerchant, WompiTransaction, WompiTransactions, WompiVoid } from './wire.ts'

export type WompiConfig = {
  /** With the version: https://production.wompi.co/v1 */
  readonly baseUrl: string
  readonly publicKey: string
  readonly privateKey: string
  readonly integritySecret: string
  readonly eventsSecret: string
  /** How the payer's browser reaches the same API to turn a card into a token; the base URL unless a proxy stands between. */
  readonly browserBaseUrl?: string | undefined
  readonly timeoutMs?: number | undefined
  /** How long a creation may wait for the bank's address to appear. */
  readonly bankLinkWaitMs?: number | undefined
}

const banksKeptMs = 24 * 3_600_000
const pollEveryMs = 400
/** A checkout page waits for this: who is slower is not offered. */
const preparingMs = 4_000

/** Wompi takes pesos, calls every transaction pending at first, and knows no refund but the same-day void of a card. */
export function wompi(config: WompiConfig): PaymentProvider {
  const { timeoutMs = 8_000 } = config
  const quickly = { timeoutMs: Math.min(timeoutMs, preparingMs) }
  const http = httpClient({ baseUrl: config.baseUrl, timeoutMs })
  const asPublic = { headers: { authorization: `Bearer ${config.publicKey}` } }
  const asPrivate = { headers: { authorization: `Bearer ${config.privateKey}` } }
  let banks: { readonly list: readonly Bank[]; readonly at: number } | undefined

  async function currentBanks(): Promise<readonly Bank[]> {
    if (banks && performance.now() - banks.at < banksKeptMs) return banks.list
    const { data } = WompiBanks.parse(good(await http.get('/pse/financial_institutions', { ...asPublic, ...quickly })))
    const list = data.map((bank) => ({ code: bank.financial_institution_code, name: bank.financial_institution_name }))
    banks = { list, at: performance.now() }
    return list
  }

  async function getPayment(providerRef: string): Promise<ProviderPayment> {
    const answer = await http.get(`/transactions/${encodeURIComponent(providerRef)}`, asPublic)
    return fromWompi(WompiTransaction.parse(good(answer)).data)
  }

  async function findByReference(reference: string): Promise<readonly ProviderPayment[]> {
    const answer = await http.get(`/transactions?${new URLSearchParams({ reference, page_size: '200', order: 'ASC' })}`, asPrivate)
    return WompiTransactions.parse(good(answer)).data.map(fromWompi)
  }

  /** The reference is the idempotency key: a second creation is refused, and then the first is the answer. */
  async function create(charge: Charge): Promise<ProviderPayment> {
    const answer = await chargeOnce({
      send: () => http.post('/transactions', { ...asPublic, body: toWompi(charge, config.integritySecret) }),
      find: () => findByReference(charge.reference),
    })
    if ('providerRef' in answer) return answer
    if (answer.status !== 422) return fromWompi(WompiTransaction.parse(good(answer)).data)
    const { error } = WompiError.parse(answer.body)
    const [earlier] = error.messages?.['reference'] ? await findByReference(charge.reference) : []
    return earlier ?? refusedByWompi(charge.reference, charge.amount, error)
  }

  async function createPayment(charge: Charge): Promise<ProviderPayment> {
    const givesUpAt = performance.now() + (config.bankLinkWaitMs ?? 4_000)
    let payment = await create(charge)
    // The bank's address appears half a second to three seconds later; if it does not, getPayment will tell it.
    while (payment.status === 'requires_action' && payment.next?.kind === 'wait' && performance.now() + pollEveryMs < givesUpAt) {
      await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
      payment = await getPayment(payment.providerRef).catch(keepIfUnavailable(payment))
    }
    return payment
  }

  async function voidCard({
    providerRef,
    amount,
  }: {
    readonly providerRef: string
    readonly amount: ProviderPayment['amount']
  }): Promise<ProviderRefund> {
    const payment = await getPayment(providerRef)
    if (payment.status === 'voided') return { providerRef, status: 'succeeded' }
    if (payment.status !== 'succeeded' || payment.method !== 'card' || payment.amount.minor !== amount.minor) return { providerRef, status: 'failed' }
    const answer = await http.post(`/transactions/${encodeURIComponent(providerRef)}/void`, asPrivate)
    if (answer.status === 422) return { providerRef, status: 'failed' }
    const said = WompiVoid.safeParse(good(answer))
    const isVoided = said.success && (said.data.data.status === 'VOIDED' || said.data.data.transaction?.status === 'VOIDED')
    return { providerRef, status: isVoided ? 'succeeded' : 'pending' }
  }

  return {
    id: 'wompi',
    capabilities: {
      methods: ['card', 'nequi', 'pse', 'bancolombia_transfer', 'bancolombia_qr', 'daviplata', 'cash_voucher'],
      currencies: ['COP'],
      refund: 'void_only',
    },
    async prepare() {
      const [merchant, list] = await Promise.all([http.get(`/merchants/${config.publicKey}`, quickly), currentBanks()])
      const { presigned_acceptance: terms, presigned_personal_data_auth: privacy } = WompiMerchant.parse(good(merchant)).data
      return {
        acceptances: [
          { kind: 'terms', token: terms.acceptance_token, permalink: terms.permalink },
          { kind: 'personal_data', token: privacy.acceptance_token, permalink: privacy.permalink },
        ],
        banks: list,
        publicKey: config.publicKey,
        tokenUrl: `${config.browserBaseUrl ?? config.baseUrl}/tokens/cards`,
      }
    },
    createPayment,
    getPayment,
    findByReference,
    refund: voidCard,
    async readWebhook(raw) {
      const event = readEvent(raw)
      checkEvent(event, config.eventsSecret)
      // Tokens and payouts have events of their own; they are genuine, but not about a payment.
      const about = WompiEventTransaction.safeParse(event.data)
      if (event.event !== 'transaction.updated' || !about.success) return []
      const { id, reference } = about.data.transaction
      return [{ dedupeKey: event.signature.checksum.toLowerCase(), providerRef: id, reference } satisfies ProviderEvent]
    },
  }
}

/** What remains after the expected refusals: anything but success is a fault of ours or of the keys. */
function good(answer: HttpAnswer): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body
  throw new Error(`Wompi answered ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, 300)}`)
}

function keepIfUnavailable(payment: ProviderPayment): (error: unknown) => ProviderPayment {
  return (error) => {
    if (error instanceof ProviderUnavailable) return payment
    throw error
  }
}

function readEvent(raw: Uint8Array): WompiEvent {
  try {
    return WompiEvent.parse(JSON.parse(new TextDecoder().decode(raw)))
  } catch (cause) {
    throw new ForgedWebhook('not a Wompi event', { cause })
  }
}
