/** What a proof found. Problems are broken promises: one is enough to fail. */
export type Proved = { readonly figures: Readonly<Record<string, number | string>>; readonly problems: readonly string[] }
export type Options = {
  /** How often the proof repeats its attack. */
  readonly runs: number
  /** How long one attack lasts. */
  readonly seconds: number
  readonly scale: number
  /** Only the cases whose name contains this. */
  readonly only: string | undefined
  readonly tell: (step: string) => void
}
/** A long form, run by `npm run prove -- NAME`; its short form is the test beside it. */
export type Proof = (options: Options) => Promise<Proved>
