export type SortValue = string | number | null

const words = new Intl.Collator('es', { sensitivity: 'base', numeric: true })

/** Rows in the order of a column; what has no value comes last, whichever way. */
export function sortRows<Row>(rows: readonly Row[], by: (row: Row) => SortValue, isDescending: boolean): readonly Row[] {
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b))
    return isDescending ? -order : order
  })
}
