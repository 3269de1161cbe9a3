import type { Tx } from '#core/database.ts'

/** What must exist before a ticket can be signed and scanned. The door implements it; `main.ts` hands it over. Called as the system. */
export interface DoorPreparation {
  prepare(tx: Tx, event: { readonly id: string; readonly organizationId: string }): Promise<void>
}
