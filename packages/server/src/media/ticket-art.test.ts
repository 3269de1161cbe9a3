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

test('T-13 art that nobody asked for lately makes room for others', async () => {
  const first = await ticketArt(subject)
  for (let each = 0; each < 16; each += 1) void ticketArt({ ...subject, seed: `other ${each}` }).catch(() => {})
  const again = await ticketArt(subject)
  expect(again).not.toBe(first)
  expect(again.equals(first)).toBe(true)
}, 60_000)
