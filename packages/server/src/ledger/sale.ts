import type { Allocation } from './allocate.ts'
import type { Account, Leg } from './post.ts'

export const clearing = (provider: string): Account => ({ code: `provider_clearing:${provider}`, kind: 'asset' })
export const refundsPayable: Account = { code: 'refunds_payable', kind: 'liability' }
export const suspense = (provider: string): Account => ({ code: `suspense:${provider}`, kind: 'liability' })
const organizerHeld = (organizationId: string): Account => ({ code: `organizer_payable:${organizationId}:held`, kind: 'liability', organizationId })
const organizerTax = (organizationId: string): Account => ({ code: `organizer_tax_held:${organizationId}:iva`, kind: 'liability', organizationId })
const venueHeld = (organizationId: string): Account => ({ code: `venue_payable:${organizationId}:held`, kind: 'liability' })
const commission: Account = { code: 'revenue:commission:tickets', kind: 'income' }
const iva: Account = { code: 'tax_payable:iva', kind: 'liability' }
const parafiscal: Account = { code: 'tax_payable:parafiscal_1493', kind: 'liability' }

/** Who holds which share of a sale; credits are negative. */
const sharesOf = (organizationId: string, shares: Allocation, sign: 1 | -1): readonly Leg[] => [
  { account: organizerHeld(organizationId), amountMinor: sign * shares.organizer },
  { account: organizerTax(organizationId), amountMinor: sign * shares.ticketIva },
  { account: venueHeld(organizationId), amountMinor: sign * shares.venue },
  { account: commission, amountMinor: sign * shares.commission },
  { account: iva, amountMinor: sign * shares.commissionIva },
  { account: parafiscal, amountMinor: sign * shares.parafiscal },
]
const sum = (shares: Allocation): number => Object.values(shares).reduce((total, share) => total + share, 0)

/** Money came in through a provider and belongs to organizer, platform, venue and treasury. */
export const saleCaptured = (provider: string, organizationId: string, shares: Allocation): readonly Leg[] => [
  { account: clearing(provider), amountMinor: sum(shares) },
  ...sharesOf(organizationId, shares, -1),
]
/** A refund was promised: everyone gives its share back, and we owe the buyer. */
export const refundPromised = (organizationId: string, shares: Allocation): readonly Leg[] => [
  ...sharesOf(organizationId, shares, 1),
  { account: refundsPayable, amountMinor: -sum(shares) },
]
/** The promised money left through the provider. */
export const refundExecuted = (provider: string, amountMinor: number): readonly Leg[] => [
  { account: refundsPayable, amountMinor },
  { account: clearing(provider), amountMinor: -amountMinor },
]
/** Money that came in for nothing we sold (late, twice, wrong): ours to give back. */
export const unownedCaptured = (provider: string, amountMinor: number): readonly Leg[] => [
  { account: clearing(provider), amountMinor },
  { account: refundsPayable, amountMinor: -amountMinor },
]
/** A payment of another amount was accepted as it is: what is more or less stays with the platform until a person has cleared it up. */
export const differenceTaken = (provider: string, amountMinor: number): readonly Leg[] => [
  { account: clearing(provider), amountMinor },
  { account: suspense(provider), amountMinor: -amountMinor },
]
