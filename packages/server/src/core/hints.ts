/** That something of this kind happened to this topic: a reason to ask, without any data. Positions grow in the order of the outbox. */
export type Hint = { readonly position: number; readonly type: string; readonly topic: string }

/** What a relay handed on at once. `after` is the position before it, so that who hears it notices what he missed. */
export type Handed = { readonly after: number; readonly upTo: number; readonly hints: readonly Hint[] }

/** Said by who could not say what was handed on: everybody looks into the outbox. */
export const lookYourself: Handed = { after: Number.MAX_SAFE_INTEGER, upTo: Number.MAX_SAFE_INTEGER, hints: [] }

/**
 * As text of at most `maxBytes` each. A happening is never divided between two, or its second half would look like one that was heard
 * already; one that is too long alone is left out, and whoever hears the gap looks it up.
 */
export function encodeHanded({ after, upTo, hints }: Handed, maxBytes: number): readonly string[] {
  const texts: string[] = []
  const part = { after, upTo: after, lines: '' }
  for (const [position, of] of Map.groupBy(hints, (hint) => hint.position)) {
    const lines = of.map(({ type, topic }) => `\n${position} ${type} ${topic}`).join('')
    const isTooLong = lines.length > maxBytes - headBytes
    if (isTooLong || part.lines.length + lines.length > maxBytes - headBytes) {
      if (part.lines !== '') texts.push(textOf(part))
      Object.assign(part, { after: isTooLong ? position : part.upTo, lines: '' })
    }
    if (!isTooLong) part.lines += lines
    part.upTo = position
  }
  return [...texts, textOf({ ...part, upTo })]
}

const headBytes = 40
const textOf = ({ after, upTo, lines }: { readonly after: number; readonly upTo: number; readonly lines: string }): string =>
  `${after} ${upTo}${lines}`

/** Undefined when it is not ours. */
export function decodeHanded(text: string): Handed | undefined {
  const [head = '', ...lines] = text.split('\n')
  const [after, upTo] = head.split(' ').map(Number)
  if (!Number.isSafeInteger(after) || !Number.isSafeInteger(upTo) || after === undefined || upTo === undefined) return undefined
  return { after, upTo, hints: lines.flatMap(hintIn) }
}

function hintIn(line: string): readonly Hint[] {
  const [position, type, topic] = line.split(' ')
  return position && type && topic ? [{ position: Number(position), type, topic }] : []
}
