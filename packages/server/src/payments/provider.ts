import type { Money, PaymentMethod } from '@fashionistas/contract'

/** What an adapter of one payment company can do. The router reads this; nobody asks for a provider by name. */
export type Capabilities = {
  readonly methods: readonly PaymentMethod[]
  readonly currencies: readonly string[]
  /** `api`: by call, any part; `void_only`: the same day, cards only; `none`: people move the money. */
  readonly refund: 'api' | 'void_only' | 'none'
}

export type Bank = { readonly code: string; readonly name: string }
/** A document the payer must see and accept; the token goes back with the payment, the permalink is kept as proof of consent. */
export type Acceptance = { readonly kind: 'terms' | 'personal_data'; readonly token: string; readonly permalink: string }

export type Payer = {
  readonly name: string
  readonly email: string
  /** E.164 with the plus sign. */
  readonly phone: string
  readonly documentType?: string | undefined
  readonly documentNumber?: string | undefined
  readonly ip?: string | undefined
}

/** One attempt to charge. `reference` is ours, unique per attempt, and the idempotency key towards the provider. */
export type Charge = {
  readonly reference: string
  readonly amount: Money
  readonly method: PaymentMethod
  readonly payer: Payer
  readonly description: string
  /** Where the payer's browser comes back to. */
  readonly returnUrl: string
  readonly expiresAt: Date
  /** Method details from the checkout: `cardToken`, `installments`, `nequiPhone`, `bankCode`, `userType`. Parsed by the contract. */
  readonly details: Readonly<Record<string, string>>
  readonly acceptances: readonly Acceptance[]
}

export type NextStep =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'push'; readonly phone: string }
  | { readonly kind: 'voucher'; readonly agreement: string; readonly reference: string }
  | { readonly kind: 'qr'; readonly image: string }
  | { readonly kind: 'wait' }

export type FailureCode =
  | 'insufficient_funds'
  | 'declined'
  | 'expired'
  | 'cancelled_by_payer'
  | 'fraud_suspected'
  | 'invalid_data'
  | 'limit_exceeded'
  | 'provider_unavailable'
  | 'authentication_failed'
  | 'unknown'

/** What the provider says of one transaction, in our words. */
export type ProviderPayment = {
  readonly providerRef: string
  readonly reference: string
  readonly status: 'requires_action' | 'pending' | 'succeeded' | 'failed' | 'expired' | 'voided' | 'refunded'
  readonly amount: Money
  readonly method?: PaymentMethod | undefined
  readonly next?: NextStep | undefined
  readonly failure?: { readonly code: FailureCode; readonly providerCode: string; readonly message: string } | undefined
  readonly raw: unknown
}

export type ProviderRefund = { readonly providerRef: string; readonly status: 'pending' | 'succeeded' | 'failed' }

/** A verified word from the provider. `dedupeKey` is the same for the same news told twice. */
export type ProviderEvent = { readonly dedupeKey: string; readonly providerRef: string; readonly reference: string }

/** Raised when a provider could not be asked, or did not answer in time: nothing is known about the charge. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable'
  /** `never`: the call did not get there, and nothing was done. `maybe`: it may have done its work. */
  readonly arrived: 'never' | 'maybe'
  /** How long the provider asked to be left alone. */
  readonly retryAfterMs: number | undefined
  constructor(
    message: string,
    {
      arrived = 'maybe',
      retryAfterMs,
      cause,
    }: { readonly arrived?: 'never' | 'maybe'; readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.arrived = arrived
    this.retryAfterMs = retryAfterMs
  }
}
/** Raised when a webhook's signature does not fit its bytes. */
export class ForgedWebhook extends Error {
  override readonly name = 'ForgedWebhook'
}

/** One payment company. Adapters speak the company's real wire protocol; only the base URL differs in tests and demo. */
export interface PaymentProvider {
  readonly id: string
  readonly capabilities: Capabilities
  /** What the checkout must show before paying: documents to accept, banks to choose from. */
  prepare(): Promise<{
    readonly acceptances: readonly Acceptance[]
    readonly banks: readonly Bank[]
    readonly publicKey?: string | undefined
    readonly tokenUrl?: string | undefined
  }>
  /** Safe to repeat with the same reference: after a time-out the adapter looks for the reference before it creates again. */
  createPayment(charge: Charge): Promise<ProviderPayment>
  getPayment(providerRef: string): Promise<ProviderPayment>
  /** More than one when the payer tried again on the provider's own page. */
  findByReference(reference: string): Promise<readonly ProviderPayment[]>
  /** Gives money back by API; only where `capabilities.refund` allows it. */
  refund(request: {
    readonly providerRef: string
    readonly amount: Money
    readonly reason: string
    readonly idempotencyKey: string
  }): Promise<ProviderRefund>
  /** Checks the signature on the raw bytes, then says whom the event is about. Throws ForgedWebhook. */
  readWebhook(raw: Uint8Array, headers: Headers): Promise<readonly ProviderEvent[]>
}
