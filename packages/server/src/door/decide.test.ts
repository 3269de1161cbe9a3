import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, type Entry } from './decide.ts'

const now = new Date('2026-11-21T20:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const ticket = { state: 'active' as const, typeId: 'general', serial: 2, minSerial: 2 }
const list = { type_ids: [], allows_reentry: false, opens_at: null, closes_at: null }
const entry = (number: number, exitedAt: Date | null = null): Entry => ({ entry: number, admittedAt: minutes(-60 + number), exitedAt, gate: 'Norte' })
const ask = (over: Partial<Parameters<typeof decide>[0]> = {}) => decide({ ticket, serial: 2, list, entries: [], direction: 'in', now, ...over })

test('T-14 a live ticket opens its door once, and the second time hears when it went in first', () => {
  expect(ask()).toEqual({ verdict: 'admitted', entry: 1 })
  expect(ask({ entries: [entry(1)] })).toEqual({ verdict: 'duplicate', first: entry(1) })
})

test('T-14 the QR code of before a transfer is dead; the printed code means the ticket as it is', () => {
  expect(ask({ serial: 1 })).toEqual({ verdict: 'revoked' })
  expect(ask({ serial: 3 })).toEqual({ verdict: 'revoked' })
  expect(ask({ serial: undefined })).toEqual({ verdict: 'admitted', entry: 1 })
  expect(ask({ ticket: { ...ticket, minSerial: 3 } })).toEqual({ verdict: 'revoked' })
  expect(ask({ ticket: { ...ticket, state: 'transferred' } })).toEqual({ verdict: 'revoked' })
  expect(ask({ ticket: { ...ticket, state: 'cancelled', minSerial: 3 } })).toEqual({ verdict: 'cancelled' })
})

test('T-14 a list opens for its types and in its hours only', () => {
  expect(ask({ list: { ...list, type_ids: ['vip'] } })).toEqual({ verdict: 'wrong_list' })
  expect(ask({ list: { ...list, opens_at: minutes(1) } })).toEqual({ verdict: 'too_early' })
  expect(ask({ list: { ...list, opens_at: now, closes_at: minutes(1) } })).toEqual({ verdict: 'admitted', entry: 1 })
  expect(ask({ list: { ...list, closes_at: now } })).toEqual({ verdict: 'too_late' })
})

test('T-14 who left may come back where the list allows it, and nobody leaves who is not inside', () => {
  const open = { ...list, allows_reentry: true }
  expect(ask({ list: open, entries: [entry(1)], direction: 'out' })).toEqual({ verdict: 'exited', entry: 1 })
  expect(ask({ list: open, entries: [entry(1, now)] })).toEqual({ verdict: 'admitted', entry: 2 })
  expect(ask({ list, entries: [entry(1, now)] })).toMatchObject({ verdict: 'duplicate' })
  expect(ask({ list: open, direction: 'out' })).toEqual({ verdict: 'not_inside' })
  expect(ask({ list: open, entries: [entry(1, now)], direction: 'out' })).toEqual({ verdict: 'not_inside' })
})

test('T-14 whatever the order of scans, at most one person is inside with one ticket', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('in' as const, 'out' as const), { maxLength: 20 }), fc.boolean(), (moves, allows_reentry) => {
      const steps = moves.reduce<readonly (readonly Entry[])[]>(
        (seen, direction) => [...seen, after(seen.at(-1) ?? [], { ...list, allows_reentry }, direction)],
        [[]],
      )
      for (const entries of steps) {
        expect(entries.filter(({ exitedAt }) => !exitedAt).length).toBeLessThanOrEqual(1)
        expect(new Set(entries.map((known) => known.entry)).size).toBe(entries.length)
        expect(entries.length).toBeLessThanOrEqual(allows_reentry ? moves.length : 1)
      }
    }),
  )
})

function after(entries: readonly Entry[], of: typeof list, direction: 'in' | 'out'): readonly Entry[] {
  const found = ask({ list: of, entries, direction })
  if (found.verdict === 'admitted') return [...entries, entry(found.entry)]
  return found.verdict === 'exited' ? entries.map((known) => (known.entry === found.entry ? { ...known, exitedAt: now } : known)) : entries
}
