import { expect, test } from 'vitest'
import { eventCalendar, googleCalendarLink, type CalendarEvent } from '#media/calendar.ts'

const event: CalendarEvent = {
  id: '0199e0b2',
  title: 'Colección Ánima',
  startsAt: new Date('2026-11-15T00:30:00Z'),
  endsAt: new Date('2026-11-15T04:00:00Z'),
  timeZone: 'America/Bogota',
  venueName: 'Plaza Mayor',
  address: 'Calle 41 # 55-80',
  city: 'Medellín',
  description: 'Pasarela de apertura',
  url: 'https://fashionistas.test/e/anima',
  geo: { latitude: 6.2426, longitude: -75.5746 },
  organizerName: 'Casa Guayacán',
  organizerEmail: 'hola@guayacan.test',
  changedAt: new Date('2026-10-01T12:00:00Z'),
  alarmText: 'Hoy es Colección Ánima',
}

test('E-03 the calendar file holds the event at its own hour, with place, map point and a reminder', () => {
  const lines = eventCalendar(event)
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'DTSTART;TZID=America/Bogota:20261114T193000',
      'DTEND;TZID=America/Bogota:20261114T230000',
      'TZOFFSETTO:-0500',
      'SUMMARY:Colección Ánima',
      'GEO:6.2426;-75.5746',
      'BEGIN:VALARM',
      'TRIGGER:-PT3H',
      'UID:0199e0b2@fashionistas',
      'DTSTAMP:20261001T120000Z',
    ]),
  )
  expect(lines.find((line) => line.startsWith('LOCATION'))).toContain('Plaza Mayor')
})

test('E-03 an event far from Colombia keeps the hour of its place', () => {
  const calendar = eventCalendar({ ...event, timeZone: 'Europe/Madrid' })
  expect(calendar).toContain('DTSTART;TZID=Europe/Madrid:20261115T013000')
  expect(calendar).toContain('TZOFFSETTO:+0100')
})

test('E-03 the link to Google Calendar carries hours, zone and place', () => {
  const link = new URL(googleCalendarLink(event))
  expect(link.searchParams.get('dates')).toBe('20261115T003000Z/20261115T040000Z')
  expect(link.searchParams.get('ctz')).toBe('America/Bogota')
  expect(link.searchParams.get('location')).toBe('Plaza Mayor, Calle 41 # 55-80, Medellín')
})
