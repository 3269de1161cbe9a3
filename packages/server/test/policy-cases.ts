import type { OrganizationPermission } from '@fashionistas/contract'
import { published, type Row } from './constraint-cases.ts'

/** Whom the policies of a table let through. What is not said here, nobody may. */
export type Reach = {
  /** The permission in the row's own organization that it takes to see, plant or change it. */
  readonly reads?: OrganizationPermission
  readonly plants?: OrganizationPermission
  readonly changes?: OrganizationPermission
  /** For everything: to see, to plant, to change and to remove. */
  readonly keeps?: OrganizationPermission
  /** Who bought the order, by account or by link, reads what belongs to it. */
  readonly isOfOrder?: true
  /** Whom the row is about. */
  readonly oneself?: 'reads' | 'keeps'
  readonly everyone?: 'reads'
  /** The column that says whose the row is, where it is not the organization. */
  readonly owner?: 'id' | 'user_id'
}

const ofEvent: Reach = { reads: 'events.read', keeps: 'events.write' }
const ofOrder: Reach = { reads: 'orders.read', isOfOrder: true }

/** A table that is missing here must be closed to everybody but the system. */
export const reachOf: Readonly<Record<string, Reach>> = {
  admissions: { reads: 'attendees.read' },
  api_keys: { keeps: 'keys.manage' },
  audit_log: { reads: 'organization.manage' },
  check_in_lists: { reads: 'door.scan', keeps: 'events.write' },
  cities: { everyone: 'reads' },
  consents: { oneself: 'reads', owner: 'user_id' },
  deliveries: { reads: 'messages.read' },
  event_drafts: ofEvent,
  events: { reads: 'events.read', plants: 'events.write', changes: 'events.write' },
  ledger_accounts: { reads: 'money.read' },
  ledger_entries: { reads: 'money.read' },
  ledger_transactions: { reads: 'money.read' },
  memberships: { reads: 'organization.read', keeps: 'members.manage', oneself: 'reads' },
  message_intents: { reads: 'messages.read' },
  order_answers: ofOrder,
  order_lines: ofOrder,
  orders: ofOrder,
  organizations: { reads: 'organization.read', changes: 'organization.manage', owner: 'id' },
  payments: ofOrder,
  pools: ofEvent,
  price_tiers: ofEvent,
  promo_codes: ofEvent,
  questions: ofEvent,
  refunds: ofOrder,
  scans: { reads: 'attendees.read' },
  sessions: { oneself: 'keeps', owner: 'user_id' },
  ticket_types: ofEvent,
  tickets: { reads: 'attendees.read', isOfOrder: true },
  type_pools: ofEvent,
  users: { oneself: 'keeps', owner: 'id' },
  venues: { everyone: 'reads', keeps: 'venues.write' },
}

/** Things of one organization, by their ids; a `Row` of any table points at them. */
export type House = { readonly organization: string; readonly event: string; readonly type: string; readonly order: string; readonly person: string }
export type Shown = { readonly row: Row; readonly to: 'everyone' | 'guests' | 'nobody' }

/** Rows of a house on stage: what a visitor sees of it, and what a visitor does not. Their types: `type` is on sale, `hidden` is not. */
export const onStage = ({ event, type }: House, hidden: string): Readonly<Record<string, readonly Shown[]>> => ({
  events: [{ row: { ...published, id: event, slug: 'en-escena' }, to: 'everyone' }],
  organizations: [
    { row: { slug: 'en-escena' }, to: 'guests' },
    { row: { kind: 'platform', slug: 'plataforma' }, to: 'nobody' },
  ],
  questions: [
    { row: { event_id: event }, to: 'everyone' },
    { row: { event_id: event, removed_at: '2026-11-02T15:00:00Z' }, to: 'nobody' },
  ],
  ticket_types: [
    { row: { id: type, event_id: event, visibility: 'public' }, to: 'everyone' },
    { row: { id: hidden, event_id: event, visibility: 'hidden' }, to: 'nobody' },
    { row: { event_id: event, visibility: 'public', removed_at: '2026-11-02T15:00:00Z' }, to: 'nobody' },
  ],
  price_tiers: [
    { row: { ticket_type_id: type }, to: 'everyone' },
    { row: { ticket_type_id: type, removed_at: '2026-11-02T15:00:00Z' }, to: 'nobody' },
    { row: { ticket_type_id: hidden }, to: 'nobody' },
  ],
})
