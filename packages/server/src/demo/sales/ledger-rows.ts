import { allocate, allocateRefund, refundExecuted, refundPromised, saleCaptured, type Shares } from '#ledger/index.ts'
import type { Chance } from '../chance.ts'
import type { SeasonEvent } from '../season/make-event.ts'
import type { Row } from '../write-rows.ts'
import { commissionBp } from './order-rows.ts'
import { provider } from './payment-rows.ts'
import { isPaid, type PaidSale, type Sale } from './sale.ts'

type Legs = ReturnType<typeof saleCaptured>
type Posting = {
  readonly kind: string
  readonly externalId: string
  readonly orderId: string
  readonly organizationId: string | null
  readonly at: Date
  readonly legs: Legs
}
export type Sold = { readonly event: SeasonEvent; readonly sales: readonly Sale[] }

/** 3 UVT of 2026: from this price on Ley 1493 asks its contribution of a performing-arts ticket, as it does of real sales. */
const threeUvtMinor = 15_712_200

/** Every sale and refund in double entry, and the balances that they leave. */
export function ledgerRows(sold: readonly Sold[], chance: Chance): { readonly [table: string]: readonly Row[] } {
  const postings = sold
    .flatMap(({ event, sales }) =>
      sales
        .filter(isPaid)
        .filter(({ totalMinor }) => totalMinor > 0)
        .flatMap((sale) => postingsOf(event, sale)),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const accounts = new Map<
    string,
    { id: string; code: string; currency: string; kind: string; organization_id: string | null; balance_minor: number }
  >()
  const accountOf = ({ code, kind, organizationId }: Legs[number]['account'], at: Date) => {
    const account = accounts.get(code) ?? {
      id: chance.id(at),
      code,
      currency: 'COP',
      kind,
      organization_id: organizationId ?? null,
      balance_minor: 0,
    }
    accounts.set(code, account)
    return account
  }
  const transactions: Row[] = []
  const entries: Row[] = []
  for (const { kind, externalId, orderId, organizationId, at, legs } of postings) {
    const id = chance.id(at)
    transactions.push({ id, kind, external_id: externalId, order_id: orderId, organization_id: organizationId, occurred_at: at })
    for (const [seq, { account, amountMinor }] of legs.filter((leg) => leg.amountMinor !== 0).entries()) {
      const entered = accountOf(account, at)
      entered.balance_minor += amountMinor
      entries.push({
        transaction_id: id,
        seq,
        account_id: entered.id,
        organization_id: entered.organization_id,
        amount_minor: amountMinor,
        currency: 'COP',
      })
    }
  }
  return { ledger_accounts: [...accounts.values()], ledger_transactions: transactions, ledger_entries: entries }
}

function postingsOf({ house, script }: SeasonEvent, sale: PaidSale): readonly Posting[] {
  const shares = sharesOf(sale, script.type, script.pulep !== undefined)
  const captured: Posting = {
    kind: 'sale.captured',
    externalId: `sale:${sale.id}`,
    orderId: sale.id,
    organizationId: house.id,
    at: sale.paidAt,
    legs: saleCaptured(provider, house.id, allocate(shares)),
  }
  const { refund } = sale
  if (!refund) return [captured]
  const promised: Posting = {
    kind: 'refund.promised',
    externalId: `refund:${refund.id}`,
    orderId: sale.id,
    organizationId: house.id,
    at: refund.at,
    legs: refundPromised(house.id, allocateRefund(shares, 0, refund.amountMinor)),
  }
  return refund.settledAt
    ? [
        captured,
        promised,
        {
          kind: 'refund.executed',
          externalId: `refund_executed:${refund.id}`,
          orderId: sale.id,
          organizationId: null,
          at: refund.settledAt,
          legs: refundExecuted(provider, refund.amountMinor),
        },
      ]
    : [captured, promised]
}

function sharesOf(sale: PaidSale, type: SeasonEvent['script']['type'], isPerformingArts: boolean): Shares {
  const owed = isPerformingArts
    ? sale.lines.filter(({ unitMinor }) => unitMinor >= threeUvtMinor).reduce((sum, { totalMinor }) => sum + totalMinor, 0)
    : 0
  return {
    grossMinor: sale.totalMinor,
    commissionBp: commissionBp[type],
    venueBp: 0,
    parafiscalBp: Math.round((1000 * owed) / sale.totalMinor),
    ticketIvaBp: 0,
  }
}
