'use client'
import { Button, Group } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDownload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import classes from './backstage.module.css'
import { saveCsv } from './save-csv.ts'
import { sortRows } from './sort-rows.ts'
import type { SortValue } from './sort-rows.ts'
import { useUrlState } from './use-url-state.ts'

export type Column<Row> = {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** The plain value: for sorting and for the file that is saved. Without it a column holds only actions. */
  readonly value?: (row: Row) => SortValue
  readonly isFigure?: boolean
}
type Props<Row> = {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  readonly fileName: string
  readonly more?: { readonly has: boolean; readonly isBusy: boolean; readonly load: () => void }
}

/** A table on a desk, cards on a phone; sorted by a click, the order kept in the address, saved as a file for a spreadsheet. */
export function RowList<Row>({ label, rows, columns, keyOf, fileName, more }: Props<Row>) {
  const t = useTranslations('backstage')
  const url = useUrlState({ sort: '' })
  const [sortId, direction] = url.read('sort').split('.')
  const by = columns.find(({ id }) => id === sortId)?.value
  const shown = by ? sortRows(rows, by, direction === 'desc') : rows
  const sorted = (id: string) => (id === sortId ? (direction === 'desc' ? 'descending' : 'ascending') : 'none')
  const next = (id: string) => (sorted(id) === 'none' ? `${id}.asc` : sorted(id) === 'ascending' ? `${id}.desc` : '')

  return (
    <>
      <div className={classes['rows']}>
        <table role="table" aria-label={label}>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(({ id, title, value, isFigure }) => (
                <th key={id} role="columnheader" scope="col" data-figure={isFigure} {...(value ? { 'aria-sort': sorted(id) } : {})}>
                  {value ? (
                    <button type="button" onClick={() => url.set({ sort: next(id) })}>
                      {title}
                      <SortArrow order={sorted(id)} />
                    </button>
                  ) : (
                    <span>{title}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((row) => (
              <tr key={keyOf(row)} role="row">
                {columns.map(({ id, title, cell, isFigure }) => (
                  <td key={id} role="cell" data-title={title} data-figure={isFigure}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group mt="sm" gap="sm">
        {more?.has ? (
          <Button variant="default" loading={more.isBusy} onClick={more.load}>
            {t('list.more')}
          </Button>
        ) : null}
        <Button variant="subtle" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => saveCsv(fileName, columns, shown)}>
          {t('list.export', { count: rows.length })}
        </Button>
      </Group>
    </>
  )
}

function SortArrow({ order }: { readonly order: 'ascending' | 'descending' | 'none' }) {
  if (order === 'none') return null
  return order === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : <IconArrowDown size={14} aria-hidden />
}
