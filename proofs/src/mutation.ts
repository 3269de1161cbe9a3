import { equivalents } from './mutation/equivalent.ts'
import { openLaboratory, type Outcome } from './mutation/run-mutants.ts'
import { strykerScores } from './mutation/stryker.ts'
import type { Proof, Proved } from './proof.ts'

/**
 * R-06: takes every rule of the slice away, one at a time, and a test must notice each; then Stryker on money, stock and ticket tokens.
 * `--only sql`, `code` or `stryker` for one of the parts, `--only stryker:ledger,price` for some files, or parts of the mutants' names with commas between.
 */
export const prove: Proof = async ({ only = '', tell }) => {
  const [part = '', files = ''] = only.split(':')
  const rules = part === 'stryker' ? nothing : await withoutRules(only, tell)
  const scores = part === 'stryker' || only === '' ? await withSpoiledCode(files) : nothing
  return { figures: { ...rules.figures, ...scores.figures }, problems: [...rules.problems, ...scores.problems] }
}

const nothing: Proved = { figures: {}, problems: [] }
type Tell = Parameters<Proof>[0]['tell']

async function withoutRules(only: string, tell: Tell): Promise<Proved> {
  const laboratory = await openLaboratory()
  const outcomes: Outcome[] = []
  try {
    const parts = only.split(',')
    const chosen = laboratory.mutants.filter(
      ({ name, change }) => only === ('sql' in change ? 'sql' : 'code') || parts.some((part) => name.includes(part)),
    )
    for (const mutant of chosen.filter(({ name }) => !(name in equivalents))) {
      const outcome = await laboratory.attempt(mutant)
      outcomes.push(outcome)
      tell(told(outcome))
    }
  } finally {
    await laboratory.close()
  }
  return judged(outcomes, laboratory.broken)
}

function judged(outcomes: readonly Outcome[], broken: ReadonlyMap<string, string>): Proved {
  const unnoticed = outcomes.filter(({ noticed }) => !noticed)
  return {
    figures: {
      mutants: outcomes.length,
      noticed: outcomes.length - unnoticed.length,
      unnoticed: unnoticed.length,
      equivalent: Object.keys(equivalents).length,
    },
    problems: [
      ...(outcomes.length === 0 ? ['nothing was taken away'] : []),
      ...unnoticed.map(({ mutant }) => `nobody notices that this is gone: ${mutant.name}`),
      ...[...broken].map(([file, why]) => `${file} fails with every rule in place: ${why}`),
    ],
  }
}

async function withSpoiledCode(files: string): Promise<Proved> {
  const { scores, least } = await strykerScores(files)
  return {
    figures: Object.fromEntries(scores.map(({ file, killed, mutants, percent }) => [file, `${percent} % (${killed} of ${mutants})`])),
    problems: scores
      .filter(({ percent }) => percent < least)
      .map(({ file, percent }) => `the tests notice ${percent} % of Stryker's changes to ${file}, less than ${least} %`),
  }
}

function told({ mutant, noticed, seconds }: Outcome): string {
  const answer = noticed ? `${noticed.file.split('/').at(-1)}: ${noticed.test}` : 'NOBODY NOTICED'
  return `${seconds.toFixed(1).padStart(6)} s  ${mutant.name}  <-  ${answer}`
}
