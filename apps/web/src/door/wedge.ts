/** What a wedge scanner has typed so far. It types like a keyboard, only faster than any hand, and ends with Enter. */
export type Wedge = { readonly typed: string; readonly lastAtMs: number }
export const quietWedge: Wedge = { typed: '', lastAtMs: 0 }

/** Cheap Bluetooth scanners leave up to 50 ms between keys; quick hands need about 90. */
const longestGapMs = 60
const shortestCode = 6
const longestCode = 400

export type Heard = { readonly wedge: Wedge; readonly code: string | undefined }

/** Takes one key; answers with a code when the Enter of a scanner came in. A gap or a named key (arrows, Tab) begins anew. */
export function hear(wedge: Wedge, key: string, atMs: number): Heard {
  const isInTime = wedge.typed === '' || atMs - wedge.lastAtMs <= longestGapMs
  if (key === 'Enter') return { wedge: quietWedge, code: isInTime && wedge.typed.length >= shortestCode ? wedge.typed : undefined }
  if (key === 'Shift') return { wedge: { ...wedge, lastAtMs: atMs }, code: undefined } // capitals come with Shift on their own key
  if ([...key].length !== 1) return { wedge: quietWedge, code: undefined }
  const typed = (isInTime ? wedge.typed : '') + key
  return { wedge: { typed: typed.slice(0, longestCode), lastAtMs: atMs }, code: undefined }
}
