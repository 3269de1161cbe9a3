import type { Handlers, codes, events, questions } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import type { Database } from '#core/database.ts'
import type { Job } from '#core/jobs.ts'
import type { World } from '#core/world.ts'
import { cancelEvent } from './cancel-event.ts'
import { changeCode } from './change-code.ts'
import { changeEvent } from './change-event.ts'
import { changePool } from './change-pool.ts'
import { changeTicketType } from './change-ticket-type.ts'
import { createCode } from './create-code.ts'
import { createDraft } from './create-draft.ts'
import { createPool } from './create-pool.ts'
import { createTicketType } from './create-ticket-type.ts'
import type { DoorPreparation } from './door-preparation.ts'
import { PictureStore } from './event-pictures.ts'
import { getAvailability } from './get-availability.ts'
import { getDraft } from './get-draft.ts'
import { getEvent } from './get-event.ts'
import { getEventCalendar } from './get-event-calendar.ts'
import { getEventForOrganizer } from './get-event-for-organizer.ts'
import { getOrganizer } from './get-organizer.ts'
import { getPoster } from './get-poster.ts'
import { getShareImage } from './get-share-image.ts'
import { listCodes } from './list-codes.ts'
import { listCities } from './list-cities.ts'
import { listEvents } from './list-events.ts'
import { listOwnEvents } from './list-own-events.ts'
import { listPools } from './list-pools.ts'
import { listTicketTypes } from './list-ticket-types.ts'
import { listVenues } from './list-venues.ts'
import { postponeEvent } from './postpone-event.ts'
import { listQuestions, saveQuestions } from './questions.ts'
import { refreshDuePrices } from './prices.ts'
import { publishEvent } from './publish-event.ts'
import { removeTicketType } from './remove-ticket-type.ts'
import { saveStep } from './save-step.ts'
import { completeEndedEvents } from './stage.ts'

export type EventsParts = { readonly doorPreparation: DoorPreparation; readonly dataDir: string; readonly publicUrl: string }

/** All acts on events but the reports on their sales, which analytics answers. */
export function eventsHandlers({
  doorPreparation,
  dataDir,
  publicUrl,
}: EventsParts): Omit<Handlers<typeof events & typeof codes & typeof questions, Context>, 'getEventSales' | 'getOrganizerDashboard'> {
  const pictures = new PictureStore(dataDir)
  return {
    listEvents,
    getEvent,
    getAvailability,
    listCities,
    getOrganizer,
    getPoster: getPoster(pictures),
    getShareImage: getShareImage(pictures),
    getEventCalendar: getEventCalendar(publicUrl),
    listVenues,
    createDraft,
    getDraft,
    saveStep,
    publishEvent: publishEvent(doorPreparation),
    cancelEvent,
    postponeEvent,
    changeEvent,
    listOwnEvents,
    getEventForOrganizer,
    listTicketTypes,
    createTicketType,
    changeTicketType,
    removeTicketType,
    listPools,
    createPool,
    changePool,
    listCodes,
    createCode,
    changeCode,
    listQuestions,
    saveQuestions,
  }
}

export const eventsJobs = (database: Database, world: World): readonly Job[] => [
  { name: 'complete-ended-events', every: { seconds: 60 }, run: () => completeEndedEvents(database, world) },
  { name: 'refresh-prices', every: { seconds: 30 }, run: () => refreshDuePrices(database, world) },
]
