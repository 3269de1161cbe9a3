/** Codes that the camera saw lately, with the time of the last sight. */
export type Sightings = ReadonlyMap<string, number>

const forgetAfterMs = 3_000
const mostRemembered = 50

/**
 * Notes a sight; `isNew` says whether to send it. A ticket held before the camera is seen many times a second: each sight
 * prolongs the pause, so that the guest who stays in view is not told to be a duplicate of himself.
 */
export function sight(seen: Sightings, code: string, atMs: number): { readonly seen: Sightings; readonly isNew: boolean } {
  const last = seen.get(code)
  const isNew = last === undefined || atMs - last > forgetAfterMs
  const fresh = [...seen].filter(([other, at]) => other !== code && atMs - at <= forgetAfterMs).slice(-mostRemembered)
  return { seen: new Map([...fresh, [code, atMs]]), isNew }
}
