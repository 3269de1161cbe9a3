/** Where to go after signing in: a page of ours, never an address that somebody put into the link. */
export function safeThen(then: string | null, fallback: string): string {
  if (then === null || !/^\/(?![/\\])/.test(then)) return fallback
  const target = new URL(then, 'http://here.invalid')
  // `/x/..//evil.example` is a path of ours only until it is read once more, without its host.
  const isOurs = target.origin === 'http://here.invalid' && !target.pathname.startsWith('//')
  return isOurs ? `${target.pathname}${target.search}` : fallback
}
