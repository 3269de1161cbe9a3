'use client'
import { useSyncExternalStore } from 'react'
import { useUrlState } from './browser-location.ts'
import { useMe } from './me.ts'

const kept = 'fashionistas:organization'

/** The organization that the office shows: the one in the address (`?org=`), else the last chosen, else the first. */
export function useOrganization() {
  const { data: me } = useMe()
  const [query, setQuery] = useUrlState()
  const last = useSyncExternalStore(
    () => () => undefined,
    () => localStorage.getItem(kept),
    () => null,
  )
  const memberships = me?.memberships ?? []
  const of = (id: string | null) => memberships.find(({ organizationId }) => organizationId === id)
  const membership = of(query.get('org')) ?? of(last) ?? memberships[0]
  return {
    memberships,
    membership,
    organizationId: membership?.organizationId,
    choose: (id: string) => {
      localStorage.setItem(kept, id)
      setQuery({ org: id })
    },
  }
}
