import { expect, test } from 'vitest'
import { ticketArt } from '#media/ticket-art.ts'

const subject = { seed: '0199e0b2', type: 'concert', title: 'Ánima', city: 'Medellín', dateLine: '', venue: 'Plaza Mayor' } as const

test('T-13 the art of an event is drawn once for all of its tickets, and anew when the event looks different', async () => {
  const first = await ticketArt(subject)
  expect([...first.subarray(0, 2)]).toEqual([0xff, 0xd8])
  expect(await ticketArt({ ...subject })).toBe(first)
  const other = await ticketArt({ ...subject, accent: '#0f766e' })
  expect(other.equals(first)).toBe(false)
})
