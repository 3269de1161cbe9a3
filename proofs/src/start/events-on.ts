/** How many events a product offers: a start that lost its season would be fast as well. */
export async function eventsOn(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/events?limit=100`, { signal: AbortSignal.timeout(10_000) })
  const { data }: { readonly data: readonly unknown[] } = await answer.json()
  return data.length
}
