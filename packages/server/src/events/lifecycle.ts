import type { EventState } from '@fashionistas/contract'

/** Where an event may go from each state; what is not here is refused. A postponed event may be postponed again. */
const next: Readonly<Record<EventState, readonly EventState[]>> = {
  draft: ['active'],
  active: ['sold_out', 'completed', 'cancelled', 'postponed'],
  sold_out: ['active', 'completed', 'cancelled', 'postponed'],
  postponed: ['active', 'cancelled', 'postponed'],
  completed: [],
  cancelled: [],
}

export const mayBecome = (from: EventState, to: EventState): boolean => next[from].includes(to)
/** States in which what was promised may still be edited. */
export const isOpenForChange = (state: EventState): boolean => state !== 'completed' && state !== 'cancelled'
export const publicStates: readonly EventState[] = ['active', 'sold_out', 'completed', 'cancelled', 'postponed']
