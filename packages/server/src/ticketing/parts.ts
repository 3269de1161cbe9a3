import type { Locale } from '@fashionistas/contract'
import type { Database, Tx } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import type { SaleableEvent } from '#events/index.ts'
import type { Payments } from '#payments/index.ts'
import type { Catalogue } from './catalogue.ts'
import type { FirstPayments } from './first-payment.ts'
import type { ReservationWriter } from './writer.ts'
import type { Order } from './load-order.ts'

/** The door's part of a ticket: its printed code and its signed QR code. The door implements it. */
export interface TicketTokens {
  newCode(world: World): string
  tokensFor(
    tx: Tx,
    event: SaleableEvent,
    tickets: readonly { readonly id: string; readonly ticketTypeId: string; readonly serial: number; readonly kid: number }[],
  ): Promise<ReadonlyMap<string, string>>
  /** Tickets of old QR codes that must not open a door any more. */
  revoke(
    tx: Tx,
    event: { readonly id: string; readonly organizationId: string },
    tickets: readonly { readonly id: string; readonly serial: number }[],
  ): Promise<void>
}
/** What the door knows of tickets. */
export interface Admissions {
  firstEntries(tx: Tx, ticketIds: readonly string[]): Promise<ReadonlyMap<string, Date>>
  /** Tickets whose holder is inside now. */
  inside(tx: Tx, ticketIds: readonly string[]): Promise<ReadonlySet<string>>
}
/** Draws the files of an order. */
export interface TicketPrinter {
  pdf(order: Order, event: SaleableEvent, tokens: ReadonlyMap<string, string>, locale: Locale, only?: readonly string[]): Promise<Uint8Array>
  calendar(order: Order, event: SaleableEvent, locale: Locale): string
}

export type TicketingParts = {
  readonly database: Database
  readonly world: World
  readonly log: Log
  readonly secret: Secret
  readonly publicUrl: string
  readonly holdMinutes: number
  readonly payments: Payments
  readonly writer: ReservationWriter
  readonly firstPayments: FirstPayments
  readonly catalogue: Catalogue
  readonly tokens: TicketTokens
  readonly admissions: Admissions
  readonly printer: TicketPrinter
}
