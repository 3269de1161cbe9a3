const longestMs = 3_600_000

/** How long an answer asks us to wait: seconds, or a date (RFC 9110, 10.2.3), which is read by the clock of who wrote it. */
export function retryAfterOf(headers: Headers): number | undefined {
  const told = headers.get('retry-after')
  if (told === null) return undefined
  const ms = /^\d+$/.test(told.trim()) ? Number(told) * 1000 : Date.parse(told) - Date.parse(headers.get('date') ?? '')
  return Number.isFinite(ms) ? Math.min(longestMs, Math.max(0, ms)) : undefined
}
