/** The wall clock of a zone as a date-time field wants it: `2026-11-14T19:30`. Empty for no instant. */
export function wallClock(instant: string | undefined | null, timeZone: string): string {
  const at = instant ? new Date(instant) : undefined
  if (!at || Number.isNaN(at.getTime())) return ''
  const part = partsOf(at, timeZone)
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`
}

/** The instant at which the clocks of a zone show this; undefined while the field is incomplete. */
export function instantOf(wall: string, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${wall}:00Z`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) || Number.isNaN(asUtc)) return undefined
  // Twice, because the offset at the first guess may be that of the other side of a clock change.
  const guess = asUtc - offsetMs(asUtc, timeZone)
  return new Date(asUtc - offsetMs(guess, timeZone)).toISOString()
}

/** The same wall clock in another zone: who corrects the zone of an event means the same hour there. */
export const moveZone = (instant: string | undefined, from: string, to: string): string | undefined => instantOf(wallClock(instant, from), to)

function offsetMs(at: number, timeZone: string): number {
  return Date.parse(`${wallClock(new Date(at).toISOString(), timeZone)}:00Z`) - Math.floor(at / 60_000) * 60_000
}

function partsOf(at: Date, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}
