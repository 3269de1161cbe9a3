import type { Company } from './faults/company.ts'
import { withGround, type Ground } from './faults/ground.ts'
import { examineBooks } from './faults/money-rows.ts'
import type { Wish } from './faults/shopper.ts'
import type { Options, Proof } from './proof.ts'
import { chargeCases } from './providers/charges.ts'
import { openDesk, type Desk } from './providers/desk.ts'
import { letterCases } from './providers/letters.ts'

type Task = { readonly name: string; readonly isAlone: boolean; readonly company: Company['id']; readonly run: (desk: Desk) => Promise<void> }
/** Less is the short form. */
const longFrom = 10

/** companies that are slow, down, overrun, failing or cut off in the middle of an answer. */
export const prove: Proof = async (options) =>
  await withGround({}, async (ground) => {
    const problems: string[] = []
    let wish: Wish | undefined
    const tasks = tasksOf(options)
    for (const task of tasks) {
      const startedAt = performance.now()
      const desk = await openDesk(ground, task.company, wish, task.isAlone)
      wish = desk.wish
      const problem = await task.run(desk).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      await mendAll(ground)
      options.tell(`  ${task.name}: ${problem ?? 'holds'} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
      if (problem) problems.push(`${task.name}: ${problem}`)
    }
    return { figures: { cases: tasks.length, broken: problems.length }, problems: [...problems, ...(await examineBooks(ground.database))] }
  })

function tasksOf({ runs, only }: Options): readonly Task[] {
  const charging = (['sandbox', 'wompi'] as const).flatMap((company) =>
    chargeCases.map((each) => ({ ...each, isAlone: each.isAlone ?? false, company, name: `${company}: ${each.name}` })),
  )
  const telling = letterCases.map((each) => ({ ...each, isAlone: false, company: 'sandbox' as const }))
  return [...charging, ...telling].filter(({ name, isLong }) =>
    only === undefined ? runs >= longFrom || !isLong : only.split(',').some((part) => name.includes(part)),
  )
}

async function mendAll({ ways }: Ground): Promise<void> {
  for (const way of [ways.sandbox, ways.wompi, ways.whatsapp]) {
    way.heal()
    await way.up()
  }
  ways.mail.cutAfter(undefined)
  await ways.mail.up()
}
