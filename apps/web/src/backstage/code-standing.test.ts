import { expect, test } from 'vitest'
import { standingOf } from './code-standing.ts'

const code = { isActive: true, startsAt: null, endsAt: null, maxUses: null, held: 0, used: 0 }
const noon = Date.parse('2026-11-21T12:00:00Z')
const at = (hour: string) => `2026-11-21T${hour}:00:00Z`

test('T-06 a code stands as a buyer would find it', () => {
  const all = [
    code,
    { ...code, isActive: false, endsAt: at('11') },
    { ...code, endsAt: at('12') },
    { ...code, startsAt: at('13') },
    { ...code, maxUses: 3, held: 1, used: 2 },
    { ...code, maxUses: 3, used: 2, startsAt: at('11'), endsAt: at('13') },
  ]
  expect(all.map((one) => standingOf(one, noon))).toEqual(['on', 'off', 'ended', 'early', 'used_up', 'on'])
})
