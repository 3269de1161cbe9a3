import { availableParallelism, cpus, totalmem } from 'node:os'
import type { ProductUnderTest } from './product-under-test.ts'

export type Sizes = {
  readonly scale: number
  readonly seconds: number
  /** Undefined: the bench's own number. */
  readonly buyers: number | undefined
  readonly payments: 'webhook' | 'inline'
}
export type Figures = Readonly<Record<string, number>>
export type Result = {
  readonly figures: Figures
  /** What the figures are held against, measured in the same run. */
  readonly comparedTo: Readonly<Record<string, number | string>>
  /** Invariants that did not hold; the figures are then worth nothing. */
  readonly problems: readonly string[]
}
export type Bench = (product: ProductUnderTest, sizes: Sizes) => Promise<Result>

/** For people a table; for machines one object in the last line. */
export function print(bench: string, { figures, comparedTo, problems }: Result, isJson: boolean): void {
  const tell = isJson ? console.error : console.log
  tell(`\n${bench}`)
  for (const [name, value] of Object.entries(figures)) tell(`  ${name.padEnd(24)} ${String(value)}`)
  tell('compared to, in the same run')
  for (const [name, value] of Object.entries(comparedTo)) tell(`  ${name.padEnd(24)} ${String(value)}`)
  for (const problem of problems) tell(`WRONG: ${problem}`)
  if (isJson) console.log(JSON.stringify({ bench, figures, comparedTo, machine: machine(), problems }))
}

const machine = () => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
})

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

/** The value below which `share` of them lie; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)
