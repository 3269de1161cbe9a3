import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, moveZone, wallClock } from './zone-time.ts'

test('E-01 half past seven in Medellín is half past midnight UTC', () => {
  expect(instantOf('2026-11-14T19:30', 'America/Bogota')).toBe('2026-11-15T00:30:00.000Z')
  expect(wallClock('2026-11-15T00:30:00Z', 'America/Bogota')).toBe('2026-11-14T19:30')
})

test('E-01 an hour that is typed is the hour that is shown, in every zone', () => {
  const zones = fc.constantFrom('America/Bogota', 'America/New_York', 'Europe/Madrid', 'Asia/Kathmandu', 'UTC')
  const minutes = fc.integer({ min: Date.parse('2025-01-01T00:00Z') / 60_000, max: Date.parse('2030-01-01T00:00Z') / 60_000 })
  fc.assert(
    fc.property(minutes, zones, (minute, zone) => {
      const wall = wallClock(new Date(minute * 60_000).toISOString(), zone)
      expect(wallClock(instantOf(wall, zone), zone)).toBe(wall)
    }),
  )
})

test('E-01 a corrected zone keeps the hour on the clock', () => {
  const bogota = instantOf('2026-07-01T20:00', 'America/Bogota')
  expect(wallClock(moveZone(bogota, 'America/Bogota', 'Europe/Madrid'), 'Europe/Madrid')).toBe('2026-07-01T20:00')
})

test('E-01 an incomplete field is no instant', () => {
  expect(instantOf('2026-07-01T', 'America/Bogota')).toBeUndefined()
  expect(instantOf('', 'America/Bogota')).toBeUndefined()
})
