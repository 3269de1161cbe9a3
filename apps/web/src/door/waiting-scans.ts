import { z } from 'zod'

/** A scan that the network kept from being decided. Its id travels with it: sent twice, it is decided once. */
const WaitingScan = z.object({
  scanId: z.uuid(),
  code: z.string(),
  listId: z.uuid().optional(),
  direction: z.enum(['in', 'out']),
  deviceTime: z.string(),
})
export type WaitingScan = z.infer<typeof WaitingScan>

/** More than one door scans in a day; beyond it the storage of a phone is at risk. */
const mostKept = 5_000

export const keep = (waiting: readonly WaitingScan[], scan: WaitingScan): readonly WaitingScan[] =>
  [...waiting.filter(({ scanId }) => scanId !== scan.scanId), scan].slice(-mostKept)

export const settle = (waiting: readonly WaitingScan[], scanId: string): readonly WaitingScan[] => waiting.filter((scan) => scan.scanId !== scanId)

/** What a phone kept from before; what can't be read is left out rather than blocking the door. */
export function readWaiting(stored: string | null): readonly WaitingScan[] {
  if (stored === null) return []
  const rows = z.array(z.unknown()).safeParse(parsed(stored))
  if (!rows.success) return []
  return rows.data.flatMap((row) => {
    const scan = WaitingScan.safeParse(row)
    return scan.success ? [scan.data] : []
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // storage that something else wrote to: same as none
  }
}
