'use client'
import { usePathname } from 'next/navigation'
import { useSyncExternalStore } from 'react'

const changed = 'fashionistas:location'

/** The address bar's path; null on the server and while hydrating, because one static page answers many addresses. */
export function useBrowserPath(): string | null {
  const path = usePathname()
  const isTakenOver = useSyncExternalStore(
    follow,
    () => true,
    () => false,
  )
  return isTakenOver ? path : null
}

/** The last part of the path: the token of `/o/{token}`. */
export function useLastSegment(): string | null {
  const path = useBrowserPath()
  return path === null ? null : decodeURIComponent(path.split('/').at(-1) ?? '')
}

/** The query as text; empty on the server and while hydrating. */
export function useBrowserQuery(): string {
  usePathname() // renders again after a navigation
  return useSyncExternalStore(
    follow,
    () => window.location.search,
    () => '',
  )
}

/** Reads and writes values that a link should remember. An empty value leaves the address. */
export function useUrlState(): readonly [URLSearchParams, (changes: Readonly<Record<string, string>>) => void] {
  const query = new URLSearchParams(useBrowserQuery())
  return [
    query,
    (changes) => {
      const next = new URLSearchParams(window.location.search)
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name)
        else next.set(name, value)
      }
      const text = next.toString()
      window.history.replaceState(null, '', text === '' ? window.location.pathname : `?${text}`)
      window.dispatchEvent(new Event(changed))
    },
  ]
}

function follow(onChange: () => void): () => void {
  window.addEventListener('popstate', onChange)
  window.addEventListener(changed, onChange)
  return () => {
    window.removeEventListener('popstate', onChange)
    window.removeEventListener(changed, onChange)
  }
}
