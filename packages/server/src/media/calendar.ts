import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator'

export interface CalendarEvent {
  readonly id: string
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly timeZone: string
  readonly venueName: string
  readonly address: string
  readonly city: string
  readonly description: string
  readonly url?: string
  readonly geo?: { readonly latitude: number; readonly longitude: number }
  readonly organizerName: string
  readonly organizerEmail?: string
  /** When the file was made; calendars keep the newest of two versions of one event. */
  readonly changedAt: Date
  readonly alarmText: string
}

const alarmBeforeSeconds = 3 * 60 * 60

/** A calendar file with the event in its own time zone and a reminder three hours before. */
export function eventCalendar(event: CalendarEvent): string {
  const calendar = ical({
    name: event.title,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Fashionistas', product: 'Boletas', language: 'ES' },
  })
  calendar.createEvent({
    id: `${event.id}@fashionistas`,
    summary: event.title,
    description: event.description,
    start: event.startsAt,
    end: event.endsAt,
    stamp: event.changedAt,
    lastModified: event.changedAt,
    location: {
      title: event.venueName,
      address: [event.address, event.city].filter((part) => part !== '').join(', '),
      ...(event.geo ? { geo: { lat: event.geo.latitude, lon: event.geo.longitude } } : {}),
    },
    ...(event.url ? { url: event.url } : {}),
    ...(event.organizerEmail ? { organizer: { name: event.organizerName, email: event.organizerEmail } } : {}),
    alarms: [{ type: ICalAlarmType.display, triggerBefore: alarmBeforeSeconds, description: event.alarmText }],
  })
  return inZone(calendar.toString(), event)
}

/**
 * ical-generator writes a plain Date in the server's own zone as soon as a zone is named, time stamps too.
 * So it writes UTC, and the two hours that people see are put into the event's zone here.
 */
function inZone(calendar: string, { timeZone, startsAt, endsAt }: CalendarEvent): string {
  return calendar
    .replace(`DTSTART:${utc(startsAt)}`, `DTSTART;TZID=${timeZone}:${wallClock(startsAt, timeZone)}`)
    .replace(`DTEND:${utc(endsAt)}`, `DTEND;TZID=${timeZone}:${wallClock(endsAt, timeZone)}`)
    .replace('BEGIN:VEVENT', `${zoneBlock(timeZone, startsAt)}\r\nBEGIN:VEVENT`)
}

function wallClock(at: Date, timeZone: string): string {
  const written = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return written.replaceAll(/[-:]/g, '').replace(' ', 'T')
}

/** Opens Google Calendar with the event filled in. */
export function googleCalendarLink(event: CalendarEvent): string {
  const link = new URL('https://calendar.google.com/calendar/render')
  link.search = new URLSearchParams({
    action: 'TEMPLATE',
    text: event.title,
    dates: `${utc(event.startsAt)}/${utc(event.endsAt)}`,
    ctz: event.timeZone,
    location: [event.venueName, event.address, event.city].filter((part) => part !== '').join(', '),
    details: [event.description, event.url ?? ''].filter((part) => part !== '').join('\n\n'),
  }).toString()
  return link.href
}

function utc(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}

/** The zone as it is on the event's day. One event needs no history of clock changes, and Colombia has none. */
function zoneBlock(timeZone: string, at: Date): string {
  const offset = offsetOf(timeZone, at)
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZone}`,
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    `TZOFFSETFROM:${offset}`,
    `TZOFFSETTO:${offset}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n')
}

function offsetOf(timeZone: string, at: Date): string {
  const name =
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ??
    'GMT'
  const written = name.replace('GMT', '').replace(':', '')
  return written === '' ? '+0000' : written
}
