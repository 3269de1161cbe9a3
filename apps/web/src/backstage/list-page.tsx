'use client'
import type { ReactNode } from 'react'
import { EmptyState, ErrorState, Skeletons } from '../shell/states.tsx'
import { RowList } from './row-list.tsx'
import type { Column } from './row-list.tsx'
import type { usePages } from './use-pages.ts'

type Props<Row> = {
  readonly pages: ReturnType<typeof usePages<Row>>
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  readonly fileName: string
  readonly empty: { readonly title: string; readonly text: string; readonly action?: ReactNode }
}

/** A list in its four states: on its way, failed, empty, full. */
export function ListPage<Row>({ pages: { query, rows }, label, columns, keyOf, fileName, empty }: Props<Row>) {
  if (query.isError && rows.length === 0) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Skeletons rows={5} height={52} />
  if (rows.length === 0)
    return (
      <EmptyState title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    )
  const more = { has: query.hasNextPage, isBusy: query.isFetchingNextPage, load: () => void query.fetchNextPage() }
  return <RowList label={label} rows={rows} columns={columns} keyOf={keyOf} fileName={fileName} more={more} />
}
