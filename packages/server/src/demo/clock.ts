export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000
/** Colombia has one zone and no summer time. */
const offsetMs = -5 * hourMs

export const later = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds)
export const earliest = (...instants: readonly Date[]): Date => new Date(Math.min(...instants.map((at) => at.getTime())))
export const latest = (...instants: readonly Date[]): Date => new Date(Math.max(...instants.map((at) => at.getTime())))
export const floorTo = (at: Date, stepMs: number): Date => new Date(Math.floor(at.getTime() / stepMs) * stepMs)
export const ceilTo = (at: Date, stepMs: number): Date => new Date(Math.ceil(at.getTime() / stepMs) * stepMs)

/** The calendar of Colombia at an instant. */
export function localOf(at: Date): { readonly weekday: number; readonly dayOfMonth: number; readonly time: string } {
  const local = new Date(at.getTime() + offsetMs)
  return { weekday: local.getUTCDay(), dayOfMonth: local.getUTCDate(), time: local.toISOString().slice(11, 16) }
}

/** Midnight in Colombia of the day that lies so many days from now. */
export const localMidnight = (now: Date, days: number): Date =>
  new Date(Math.floor((now.getTime() + offsetMs) / dayMs) * dayMs - offsetMs + days * dayMs)

/** `'19:30'` on that day. */
export function localHour(now: Date, days: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return later(localMidnight(now, days), hours * hourMs + minutes * minuteMs)
}
