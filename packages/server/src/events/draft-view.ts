import { EventId, OrganizationId, Refusal, type EventDraft, type StepName } from '@fashionistas/contract'
import type { Tx } from '#core/database.ts'
import { problemsOf, Steps } from './draft-steps.ts'
import type { EventRow } from './event-row.ts'

export type DraftRow = { readonly steps: Steps; readonly version: number; readonly updatedAt: Date }

export async function getDraftRow(tx: Tx, eventId: string): Promise<DraftRow> {
  const row = await tx.selectFrom('event_drafts').select(['steps', 'version', 'updated_at']).where('event_id', '=', eventId).executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  return { steps: Steps.parse(row.steps), version: row.version, updatedAt: row.updated_at }
}

export function toDraft(event: EventRow, { steps, version, updatedAt }: DraftRow): EventDraft {
  const view = (step: StepName) => {
    const known = steps[step]
    return { saved: known?.saved ?? null, completedAt: known?.completedAt ?? null, problems: [...problemsOf(step, known?.saved)] }
  }
  return {
    id: EventId.parse(event.id),
    organizationId: OrganizationId.parse(event.organization_id),
    state: event.state,
    updatedAt: updatedAt.toISOString(),
    version,
    steps: { basics: view('basics'), venue: view('venue'), team: view('team'), tickets: view('tickets'), marketing: view('marketing') },
  }
}
