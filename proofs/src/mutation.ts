import { equivalents } from './mutation/equivalent.ts'
import { openLaboratory, type Outcome } from './mutation/run-mutants.ts'
import type { Proof } from './proof.ts'

/** takes every rule of the slice away, one at a time; a test must notice each. */
export const prove: Proof = async ({ only = '', tell }) => {
  const laboratory = await openLaboratory()
  const outcomes: Outcome[] = []
  try {
    const chosen = laboratory.mutants.filter((mutant) => isChosen(only, mutant.name, 'sql' in mutant.change))
    for (const mutant of chosen.filter(({ name }) => !(name in equivalents))) {
      const outcome = await laboratory.attempt(mutant)
      outcomes.push(outcome)
      tell(told(outcome))
    }
  } finally {
    await laboratory.close()
  }
  const unnoticed = outcomes.filter(({ noticed }) => !noticed)
  return {
    figures: { mutants: outcomes.length, noticed: outcomes.length - unnoticed.length, unnoticed: unnoticed.length },
    problems: [
      ...unnoticed.map(({ mutant }) => `nobody notices that this is gone: ${mutant.name}`),
      ...[...laboratory.broken].map(([file, why]) => `${file} fails with every rule in place: ${why}`),
    ],
  }
}

const isChosen = (only: string, name: string, isSql: boolean): boolean => only === (isSql ? 'sql' : 'code') || name.includes(only)

function told({ mutant, noticed, seconds }: Outcome): string {
  const answer = noticed ? `${noticed.file.split('/').at(-1)}: ${noticed.test}` : 'NOBODY NOTICED'
  return `${seconds.toFixed(1).padStart(6)} s  ${mutant.name}  <-  ${answer}`
}
