import { afterAll, beforeAll, expect, test } from 'vitest'
import { equivalents } from './mutation/equivalent.ts'
import { openLaboratory, type Laboratory } from './mutation/run-mutants.ts'

let laboratory: Laboratory
beforeAll(async () => {
  laboratory = await openLaboratory()
})
afterAll(async () => await laboratory.close())

/** One of each kind, of those whose tests are quick. */
const samples = [
  'check pools pools_never_oversold',
  'check refunds refunds_amount_minor_check',
  'unique admissions admissions_pkey',
  'unique memberships memberships_organization_id_user_id_idx',
  'trigger ledger_entries balanced',
  'policy orders team_reads using',
  'policy check_in_lists editors_write with check',
  'grant orders update to authenticated',
  'grant ledger_entries update to service_role',
  'signature door/token.ts Ed25519',
  'signature ticketing/link.ts HMAC of a link',
  'signature providers/wompi/signature.ts comparison',
]

test.each(samples)('R-06 somebody notices that this is gone: %s', async (name) => {
  const mutant = laboratory.mutants.find((one) => one.name === name)
  if (!mutant) throw new Error(`there is no ${name}`)
  const { noticed } = await laboratory.attempt(mutant)
  expect(noticed).toBeDefined()
})

test('R-06 the list of rules that nobody could miss names only rules that there are', () => {
  const names = new Set(laboratory.mutants.map(({ name }) => name))
  expect(Object.keys(equivalents).filter((name) => !names.has(name))).toEqual([])
})
