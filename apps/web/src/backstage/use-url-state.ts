'use client'
import { useUrlState as useAddress } from '../shell/browser-location.ts'

/** A few words of the page's state with their usual values; only what differs from those stands in the address. */
export function useUrlState<Name extends string>(usual: Readonly<Record<Name, string>>) {
  const [query, change] = useAddress()
  const usualOf: ReadonlyMap<string, string> = new Map(Object.entries<string>(usual))
  return {
    read: (name: Name): string => query.get(name) ?? usual[name],
    set: (changes: Readonly<Partial<Record<Name, string>>>): void =>
      change(
        Object.fromEntries(
          Object.entries<string | undefined>(changes).map(([name, value]) => [name, value === undefined || usualOf.get(name) === value ? '' : value]),
        ),
      ),
  }
}
