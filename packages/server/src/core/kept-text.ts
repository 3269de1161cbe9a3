type Problem = { readonly path: string; readonly code: string; readonly message: string }
const maxDepth = 32
const invalid = (path: readonly string[], code: 'text_invalid' | 'too_deep'): Problem => ({ path: path.join('.'), code, message: code })

/** What no schema can see and PostgreSQL cannot keep: NUL, halves of a surrogate pair, an instant in the year zero, and nesting without end. */
export function problemsOfText(raw: unknown, path: readonly string[] = []): readonly Problem[] {
  if (typeof raw === 'string') return isKept(raw) ? [] : [invalid(path, 'text_invalid')]
  if (typeof raw !== 'object' || raw === null) return []
  if (path.length >= maxDepth) return [invalid(path, 'too_deep')]
  return Object.entries(raw).flatMap(([name, value]) => (isKept(name) ? problemsOfText(value, [...path, name]) : [invalid(path, 'text_invalid')]))
}

const isKept = (text: string): boolean =>
  !text.includes('\u0000') && text.isWellFormed() && !(text.startsWith('0000-') && /^0000-\d\d-\d\d/.test(text))
