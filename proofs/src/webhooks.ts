import type { Company } from './faults/company.ts'
import { withGround, type Ground } from './faults/ground.ts'
import { examineBooks } from './faults/money-rows.ts'
import type { Options, Proof } from './proof.ts'
import { aloneCases, allWorked, cases, type Case } from './webhooks/cases.ts'
import { openCounter, type Counter } from './webhooks/counter.ts'
import { forge } from './webhooks/forgeries.ts'

type Found = { readonly orders: number; readonly forgeries: number; readonly problems: readonly string[] }
const companies: readonly Company['id'][] = ['sandbox', 'wompi']

/** webhooks lost, doubled, late, reordered, cut in half, forged and with wrong amounts, through the running product. */
export const prove: Proof = async (options) =>
  await withGround({}, async (ground) => {
    const figures: Record<string, number> = {}
    const problems: string[] = []
    for (const id of companies) {
      const found = await attack(ground, id, options)
      options.tell(`  ${id}: ${found.orders} cases, ${found.forgeries} forgeries, ${found.problems.length} broken`)
      figures[`${id}Cases`] = found.orders
      figures[`${id}Forgeries`] = found.forgeries
      problems.push(...found.problems)
    }
    return { figures, problems }
  })

async function attack(ground: Ground, id: Company['id'], { runs, only, tell }: Options): Promise<Found> {
  const counter = await openCounter(ground, ground.companies[id])
  const wanted = (all: readonly Case[]) => all.filter(({ name }) => only === undefined || name.includes(only))
  const problems: string[] = []
  let orders = 0
  const run = async (each: Case): Promise<void> => {
    orders += 1
    const startedAt = performance.now()
    await each.run(counter).catch((error: unknown) => {
      problems.push(`${id}, ${each.name}: ${error instanceof Error ? error.message : String(error)}`)
    })
    tell(`  ${id}: ${each.name} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  for (let round = 0; round < Math.ceil(runs / 10); round += 1) {
    await Promise.all(wanted(cases).map(run))
    for (const each of wanted(aloneCases)) await run(each)
    tell(`  ${id}: round ${round + 1}`)
  }
  const forged = only === undefined || 'forged'.includes(only) ? await forge(counter) : { sent: 0, problems: [] }
  return { orders, forgeries: forged.sent, problems: [...problems, ...forged.problems, ...(await booksOf(counter))] }
}

async function booksOf(counter: Counter): Promise<readonly string[]> {
  await allWorked(counter)
  return (await examineBooks(counter.ground.database)).map((problem) => `${counter.company.id}: ${problem}`)
}
