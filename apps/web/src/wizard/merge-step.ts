export type Fields = Readonly<Record<string, unknown>>

/**
 * Brings together what this device typed and what another one saved meanwhile, field by field.
 * `base` is what both began from: a field that was not touched here takes the other's value; one touched here stays ours.
 */
export function mergeStep(base: Fields, mine: Fields, theirs: Fields): Fields {
  const names = new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])
  const merged = [...names].map((name) => [name, sameValue(mine[name], base[name]) ? theirs[name] : mine[name]] as const)
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined))
}

/** Equal as JSON whatever the order of names, because the database sorts the keys of what it stores. */
export const sameValue = (one: unknown, other: unknown): boolean => stable(one) === stable(other)

function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
    ) ?? ''
  )
}

/** Leaves out what is empty, so that a half-filled step says "missing" and not "wrong". Rows of lists keep their place. */
export function compact(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const kept = compacted(value)
      return kept === undefined ? [] : [[name, kept] as const]
    }),
  )
}

function compacted(value: unknown): unknown {
  if (value === '' || value === null) return undefined
  if (Array.isArray(value)) return value.map((row: unknown) => (isRecord(row) ? compact(row) : row))
  if (!isRecord(value)) return value
  const kept = compact(value)
  return Object.keys(kept).length === 0 ? undefined : kept
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
