export type MutantKind = 'check' | 'unique' | 'exclusion' | 'trigger' | 'security' | 'policy' | 'grant' | 'lock' | 'signature' | 'permission'

/** One rule of the product taken away. */
export type Mutant = {
  readonly kind: MutantKind
  /** Kind, place and rule, the same from run to run: what `--only` and the list of equivalents go by. */
  readonly name: string
  /** What a test that concerns the rule speaks of, the surest first: names of rules, tables, files, functions. */
  readonly words: readonly string[]
  readonly change: SqlChange | CodeChange
}
export type SqlChange = { readonly sql: string }
/** `text` is the whole file as it is after the change. */
export type CodeChange = { readonly path: string; readonly text: string }
