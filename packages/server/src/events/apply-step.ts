import { Refusal, stepSchemas, type StepName } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Context } from '#core/context.ts'
import { applyTickets } from './apply-tickets.ts'
import { checkStep, type Basics } from './draft-steps.ts'
import { json, updateEvent, type EventRow } from './event-row.ts'
import { setEventCapacity } from './pools.ts'
import { freeSlug, toSlug } from './slug.ts'

type Fields = Readonly<Record<string, unknown>>

/** Writes a complete step to the draft event. Returns the step as it should be kept: with the ids that it was given. */
export async function applyStep(context: Context, event: EventRow, step: StepName, fields: Fields): Promise<Fields> {
  switch (step) {
    case 'basics':
      return await applyBasics(context, event, complete('basics', stepSchemas.basics, fields), fields)
    case 'venue':
      return await applyVenue(context, event, fields)
    case 'tickets':
      return await applyTickets(context, event, complete('tickets', stepSchemas.tickets, fields))
    case 'marketing':
      return await applyMarketing(context, event, fields)
    case 'team':
      return fields // invited when the event is published: nobody is written to about a draft
  }
}

function complete<T>(step: StepName, schema: z.ZodType<T>, fields: Fields): T {
  const checked = checkStep(step, schema, fields)
  if ('problems' in checked) throw new Error(`step ${step} is applied before it is complete`)
  return checked.fields
}

async function applyBasics(context: Context, event: EventRow, basics: Basics, fields: Fields): Promise<Fields> {
  await updateEvent(context, event.id, {
    ...(await ownSlug(context, event, basics.title.es)),
    title: json(basics.title),
    type: basics.type,
    summary: json(basics.summary),
    description: json(basics.description),
    starts_at: basics.startsAt,
    ends_at: basics.endsAt,
    doors_at: basics.doorsAt ?? null,
    time_zone: basics.timeZone,
  })
  return fields
}

/** The address follows the title until somebody chose one in the last step. */
async function ownSlug(context: Context, event: EventRow, title: string): Promise<{ slug?: string }> {
  const { rows } = await sql<{
    chosen: string | null
  }>`select steps #>> '{marketing,saved,slug}' as chosen from event_drafts where event_id = ${event.id}`.execute(context.tx)
  const wanted = toSlug(title)
  return rows[0]?.chosen || !wanted ? {} : { slug: await context.elevated(() => freeSlug(context.tx, wanted, event.id)) }
}

async function applyVenue(context: Context, event: EventRow, fields: Fields): Promise<Fields> {
  const venue = complete('venue', stepSchemas.venue, fields)
  const known = venue.venueId
    ? await context.tx.selectFrom('venues').select(['id', 'latitude', 'longitude']).where('id', '=', venue.venueId).executeTakeFirst()
    : undefined
  if (venue.venueId && !known) throw new Refusal('input_invalid', { errors: [{ path: 'venueId', code: 'unknown', message: 'unknown' }] })
  await updateEvent(context, event.id, {
    venue_id: known?.id ?? null,
    venue_name: venue.name,
    address: venue.address,
    city: venue.city,
    latitude: venue.latitude ?? known?.latitude ?? null,
    longitude: venue.longitude ?? known?.longitude ?? null,
    capacity: venue.capacity,
    accessibility: json(venue.accessibility),
  })
  await setEventCapacity(context, event, venue.capacity)
  return fields
}

async function applyMarketing(context: Context, event: EventRow, fields: Fields): Promise<Fields> {
  const { slug, ...marketing } = complete('marketing', stepSchemas.marketing, fields)
  if (slug && (await context.elevated(() => freeSlug(context.tx, slug, event.id))) !== slug) throw new Refusal('slug_taken', { slug })
  await updateEvent(context, event.id, {
    ...(slug ? { slug } : {}),
    dress_code: json(marketing.dressCode),
    age_limit: marketing.ageLimit ?? null,
    accent: marketing.accent ?? null,
    pulep_code: marketing.pulepCode ?? null,
    agenda: json(marketing.agenda),
    line_up: json(marketing.lineUp),
  })
  return fields
}
