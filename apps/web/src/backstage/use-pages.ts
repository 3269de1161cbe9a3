'use client'
import { useInfiniteQuery } from '@tanstack/react-query'

type PageOf<Row> = { readonly data: readonly Row[]; readonly nextCursor: string | null }

/** A list that comes page by page, with the rows of all pages so far in one. */
export function usePages<Row>(queryKey: readonly unknown[], load: (cursor: string | undefined) => Promise<PageOf<Row>>, isEnabled = true) {
  const first: string | undefined = undefined
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => load(pageParam),
    initialPageParam: first,
    getNextPageParam: (last: PageOf<Row>) => last.nextCursor ?? undefined,
    enabled: isEnabled,
  })
  return { query, rows: query.data?.pages.flatMap(({ data }) => data) ?? [] }
}
