export type Place = 'panel' | 'events' | 'doors' | 'refunds' | 'team' | 'keys' | 'organization'
export type Act = { readonly kind: 'help' } | { readonly kind: 'search' } | { readonly kind: 'go'; readonly place: Place }
/** When `g` was pressed and a letter is awaited. */
export type Pressed = { readonly goAtMs: number | undefined }

export const waiting: Pressed = { goAtMs: undefined }
const patienceMs = 1_200
const letters: ReadonlyMap<string, Place> = new Map([
  ['p', 'panel'],
  ['e', 'events'],
  ['d', 'doors'],
  ['r', 'refunds'],
  ['t', 'team'],
  ['k', 'keys'],
  ['o', 'organization'],
])

/** What a key means after those before it. */
export function pressed({ goAtMs }: Pressed, key: string, atMs: number): { readonly next: Pressed; readonly act: Act | undefined } {
  const place = letters.get(key)
  if (goAtMs !== undefined && atMs - goAtMs <= patienceMs && place) return { next: waiting, act: { kind: 'go', place } }
  if (key === '?') return { next: waiting, act: { kind: 'help' } }
  if (key === '/') return { next: waiting, act: { kind: 'search' } }
  return { next: key === 'g' ? { goAtMs: atMs } : waiting, act: undefined }
}
