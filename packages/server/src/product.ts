import { contract, type Handlers } from '@fashionistas/contract'
import { sql } from 'kysely'
import { analyticsHandlers } from '#analytics/index.ts'
import { auditingHandlers, auditingJobs } from '#auditing/index.ts'
import { api, type Api } from '#core/api.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { Database } from '#core/database.ts'
import type { Job } from '#core/jobs.ts'
import type { Log } from '#core/log.ts'
import type { BatchListener, Happened, Listener, Listeners } from '#core/outbox.ts'
import { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import { admissions, doorHandlers, doorPreparation, EventKeyring, ScanWriter, ticketTokens } from '#door/index.ts'
import { eventsHandlers, eventsJobs, eventsListeners } from '#events/index.ts'
import { messagingHandlers, messagingJobs, messagingListeners, type MessagingParts } from '#messaging/index.ts'
import { Payments, settleReviewedPayment, WebhookInbox, workRefunds, workWebhooks } from '#payments/index.ts'
import { authentication, openSignIn, peopleHandlers, type Authentication } from '#people/index.ts'
import {
  Catalogue,
  FirstPayments,
  linkOf,
  orderClaims,
  orderFacts,
  printer,
  ReservationWriter,
  sweep,
  ticketingHandlers,
  ticketingListeners,
  type TicketingParts,
} from '#ticketing/index.ts'
import { invariants } from './invariants.ts'
import { channelsOf, providersOf } from './outside.ts'

export type ProductParts = { readonly config: Config; readonly database: Database; readonly world: World; readonly log: Log }
export type Product = {
  readonly api: Api<typeof contract>
  readonly authentication: Authentication
  readonly payments: Payments
  /** What payment companies tell us comes in here. */
  readonly inbox: WebhookInbox
  readonly messaging: MessagingParts
  /** What happens when something happened; the worker's relay runs it. */
  readonly listeners: Listeners
  readonly jobs: readonly Job[]
  readonly secret: Secret
  stop(): Promise<void>
}

/** Puts the domains together: the one place that knows all of them, in every process and in tests. */
export function compose({ config, database, world, log }: ProductParts): Product {
  const secret = new Secret(config.SECRET)
  const auth = authentication({ config, database, world, log })
  const payments = new Payments({ database, world, log, providers: providersOf(config), publicUrl: config.PUBLIC_URL })
  const keyring = new EventKeyring(secret)
  const catalogue = new Catalogue(database)
  const ticketing: TicketingParts = {
    database,
    world,
    log,
    secret,
    payments,
    publicUrl: config.PUBLIC_URL,
    holdMinutes: config.HOLD_MINUTES,
    catalogue,
    firstPayments: new FirstPayments(database, world),
    writer: new ReservationWriter(database, world, (eventId) => catalogue.forget(eventId)),
    tokens: ticketTokens(keyring),
    admissions,
    printer: printer(config.PUBLIC_URL, (order, event) => linkOf({ secret }, order, event.endsAt)),
  }
  const messaging: MessagingParts = {
    database,
    world,
    log,
    facts: orderFacts(ticketing),
    publicUrl: config.PUBLIC_URL,
    supportEmail: /<(.+)>/.exec(config.MAIL_FROM)?.[1] ?? config.MAIL_FROM,
    ...channelsOf(config),
  }
  const audited = auditedWith(messaging)
  const handlers: Handlers<typeof contract, Context> = {
    ...peopleHandlers({ orders: orderClaims, grants: auth.grants, sessions: auth.sessions }),
    ...eventsHandlers({ doorPreparation: doorPreparation(keyring, world), dataDir: config.DATA_DIR, publicUrl: config.PUBLIC_URL }),
    ...analyticsHandlers,
    ...ticketingHandlers(ticketing),
    ...doorHandlers({ writer: new ScanWriter(database, world), keyring }),
    ...messagingHandlers(),
    ...auditingHandlers(audited),
    settleReviewedPayment,
  }
  return {
    api: api(contract, handlers, { database, world }),
    authentication: auth,
    payments,
    inbox: new WebhookInbox({ database, world }),
    messaging,
    secret,
    listeners: merged([ticketingListeners(ticketing), eventsListeners(world), unsealed(secret, messagingListeners(messaging))]),
    jobs: [
      ...moneyJobs(ticketing),
      ...messagingJobs(messaging),
      ...eventsJobs(database, world),
      ...auditingJobs({ database, world, log, invariants: audited }),
      ...housekeeping({ config, database, world, log }, auth),
    ],
    stop: async () => await auth.stop(),
  }
}

/** Without a channel nobody can be told anything, and that is no fault. */
const auditedWith = ({ channels }: MessagingParts) => invariants.filter(({ id }) => channels.length > 0 || id !== 'message_requested')

function moneyJobs(parts: TicketingParts): readonly Job[] {
  const { database, world, payments } = parts
  return [
    { name: 'end-expired-holds', every: { seconds: 1 }, run: () => sweep(database, world) },
    { name: 'work-payment-webhooks', every: { seconds: 0.5 }, run: () => workWebhooks(parts), untilDry: true },
    { name: 'poll-payments', every: { seconds: 2 }, run: () => payments.poll(), untilDry: true },
    { name: 'look-again-at-payments', every: { seconds: 2 }, run: () => payments.lookAgain() },
    { name: 'work-refunds', every: { seconds: 2 }, run: () => workRefunds(parts), untilDry: true },
  ]
}

const outboxDays = 7
function housekeeping({ database, world }: ProductParts, auth: Authentication): readonly Job[] {
  const before = (days: number) => new Date(world.now().getTime() - days * 86_400_000)
  return [
    { name: 'sweep-sign-ins', every: { cron: '15 3 * * *' }, run: () => auth.sweep() },
    {
      name: 'sweep-outbox',
      every: { cron: '30 3 * * *' },
      run: () =>
        database.system(async (tx) => {
          await tx
            .deleteFrom('outbox')
            .where('position', 'is not', null)
            .where('occurred_at', '<', before(outboxDays))
            .where(sql<boolean>`not data ? 'failed'`)
            .execute() // what was set aside waits for a person
          await tx.deleteFrom('idempotency_keys').where('created_at', '<', before(2)).execute()
        }),
    },
  ]
}

function merged(all: readonly Listeners[]): Listeners {
  const types = new Set(all.flatMap((listeners) => Object.keys(listeners)))
  return Object.fromEntries([...types].map((type) => [type, all.flatMap((listeners) => listeners[type] ?? [])]))
}

/** Codes and sign-in links lie sealed in the outbox; messaging gets them opened. */
function unsealed(secret: Secret, listeners: Listeners): Listeners {
  const open = (listen: Listener | BatchListener): Listener | BatchListener => {
    if ('all' in listen) return { all: (tx, happenings) => listen.all(tx, happenings.map(opened)) }
    return (tx, happening) => listen(tx, opened(happening))
  }
  const opened = (happening: Happened): Happened => ({ ...happening, data: { ...openSignIn(secret, happening.data) } })
  return { ...listeners, 'sign_in.requested': (listeners['sign_in.requested'] ?? []).map(open) }
}
