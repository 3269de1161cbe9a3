/** Leaves for a provider's page; only for addresses of the web, whatever the answer said. */
export function goTo(url: string): void {
  const target = new URL(url, window.location.href)
  if (target.protocol === 'https:' || target.protocol === 'http:') window.location.assign(target)
}
