import { nodesOf, type Explained, type Node } from './query-plans.ts'

export type Bounds = {
  /** Rows that one query may look at: what it shows, and what it has to go past. */
  readonly rows?: number
  /** Rows that it may put in order. */
  readonly sorted?: number
  /** Tables that it may read as a whole at the size of the test, where that is cheaper than so many single looks; not when they are large. */
  readonly wholly?: readonly string[]
}

const usual = { rows: 1_500, sorted: 150, wholly: [] }
/** How often a query within a query may run: once for each row of a page, of each type and tier on it. */
const mostLoops = 400
const blownUp = { rows: 200, times: 100 }

/** What is wrong with the plan of a query that has to stay as fast when its tables are a hundred times as large. */
export function faultsOf({ plan, text }: Explained, growing: ReadonlySet<string>, bounds: Bounds = {}): readonly string[] {
  const nodes = nodesOf(plan)
  const { rows, sorted, wholly }: Required<Bounds> = { ...usual, ...bounds }
  const isGrown = ({ 'Relation Name': name = '' }: Node): boolean => growing.has(name) && !wholly.includes(name)
  const read = nodes.filter((node) => node['Relation Name'] !== undefined).reduce((sum, node) => sum + rowsRead(node), 0)
  return [
    ...nodes
      .filter((node) => node['Node Type'] === 'Seq Scan' && isGrown(node) && node['Actual Loops'] > 0)
      .map((node) => `Seq Scan of ${node['Relation Name']}`),
    ...nodes
      .filter((node) => node['Parent Relationship'] === 'SubPlan' && node['Actual Loops'] > mostLoops)
      .map((node) => `a ${node['Node Type']} within runs ${node['Actual Loops']} times`),
    ...nodes.filter((node) => node['Node Type'] === 'Sort' && rowsInto(node) > sorted).map((node) => `sorts ${rowsInto(node)} rows`),
    ...nodes
      .filter(isBlownUp)
      .map((node) => `${node['Node Type']} of ${node['Relation Name'] ?? 'rows'}: ${node['Plan Rows']} expected, ${node['Actual Rows']} came`),
    ...(read > rows ? [`looks at ${read} rows`] : []),
  ].map((fault) => `${fault}: ${text.replaceAll(/\s+/g, ' ').trim().slice(0, 160)}`)
}

const rowsRead = (node: Node): number =>
  Math.round((node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) * node['Actual Loops'])
const rowsInto = ({ Plans: [below] = [] }: Node): number => Math.round(below?.['Actual Rows'] ?? 0)
const isBlownUp = (node: Node): boolean => node['Actual Rows'] >= blownUp.rows && node['Actual Rows'] > blownUp.times * Math.max(1, node['Plan Rows'])
