import type { SortValue } from './sort-rows.ts'

export type Table<Row> = readonly { readonly title: string; readonly value?: (row: Row) => SortValue }[]

/** Rows as a file for a spreadsheet: with the mark by which Excel knows UTF-8, and no cell that could run as a formula. */
export function csvOf<Row>(columns: Table<Row>, rows: readonly Row[]): string {
  const kept = columns.flatMap(({ title, value }) => (value ? [{ title, value }] : []))
  const lines = [kept.map(({ title }) => cell(title)), ...rows.map((row) => kept.map(({ value }) => cell(value(row))))]
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

function cell(value: SortValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A name such as `=HYPERLINK(...)` would run when a colleague opens the file; the apostrophe makes it text. Phones keep their plus.
  const safe = /^([=@\t\r]|[+-](?!\d[\d\s]*$))/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
