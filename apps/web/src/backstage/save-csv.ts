import { csvOf } from './csv.ts'
import type { Table } from './csv.ts'

/** Gives the person a file of what the list shows. */
export function saveCsv<Row>(name: string, columns: Table<Row>, rows: readonly Row[]): void {
  const url = URL.createObjectURL(new Blob([csvOf(columns, rows)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
