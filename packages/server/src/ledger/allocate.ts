/** How the gross of a sale is shared, in basis points where a rate is meant. All amounts are minor units of one currency. */
export type Shares = {
  readonly grossMinor: number
  readonly commissionBp: number
  readonly venueBp: number
  /** Ley 1493 of 2011: 10 % of each ticket of a performing-arts show from three UVT on; zero elsewhere. */
  readonly parafiscalBp: number
  /** IVA inside the ticket price, owed by the organizer. */
  readonly ticketIvaBp: number
}
export type Allocation = {
  readonly ticketIva: number
  readonly parafiscal: number
  readonly commission: number
  readonly commissionIva: number
  readonly venue: number
  readonly organizer: number
}
/** IVA on the platform's commission (DIAN, Concepto 0565 of 2020). */
const commissionIvaBp = 1900

/**
 * Splits a gross amount. Every share is rounded once, half to even; the organizer takes what is left, so the parts always add up.
 * The commission's base is the price without its IVA and without the contribution; the venue's, that less the commission.
 */
export function allocate({ grossMinor, commissionBp, venueBp, parafiscalBp, ticketIvaBp }: Shares): Allocation {
  const ticketIva = grossMinor - ratio(grossMinor, 10_000, 10_000 + ticketIvaBp)
  const parafiscal = ratio(grossMinor, parafiscalBp, 10_000)
  const base = grossMinor - ticketIva - parafiscal
  const commission = ratio(base, commissionBp, 10_000)
  const commissionIva = ratio(commission, commissionIvaBp, 10_000)
  const venue = ratio(base - commission, venueBp, 10_000)
  return { ticketIva, parafiscal, commission, commissionIva, venue, organizer: base - commission - commissionIva - venue }
}

/** What a refund of part of a sale takes back: the difference of two allocations, so that many partial refunds never drift. */
export function allocateRefund(shares: Shares, refundedBeforeMinor: number, refundMinor: number): Allocation {
  const before = allocate({ ...shares, grossMinor: shares.grossMinor - refundedBeforeMinor })
  const after = allocate({ ...shares, grossMinor: shares.grossMinor - refundedBeforeMinor - refundMinor })
  return {
    ticketIva: before.ticketIva - after.ticketIva,
    parafiscal: before.parafiscal - after.parafiscal,
    commission: before.commission - after.commission,
    commissionIva: before.commissionIva - after.commissionIva,
    venue: before.venue - after.venue,
    organizer: before.organizer - after.organizer,
  }
}

/** `amount * numerator / denominator`, half to even, exact: products leave the safe integers, so it is done in bigint. */
export function ratio(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator)
  const by = BigInt(denominator)
  const quotient = product / by
  const twice = (product % by) * 2n
  const up = twice > by || (twice === by && quotient % 2n === 1n)
  return Number(up ? quotient + 1n : quotient)
}
