type CalendarEvent = { readonly title: string; readonly startsAt: string; readonly endsAt: string; readonly place: string }

/** The link that opens Google Calendar with the event filled in. */
export function googleCalendar({ title, startsAt, endsAt, place }: CalendarEvent): string {
  const stamp = (iso: string) => new Date(iso).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  return `https://calendar.google.com/calendar/render?${new URLSearchParams({ action: 'TEMPLATE', text: title, dates: `${stamp(startsAt)}/${stamp(endsAt)}`, location: place })}`
}
