/** One page that listens, as the browser asks for it. */
export type Page = { readonly topics: readonly string[]; readonly token: string | undefined; readonly key: string | undefined }

/** Something that was changed. Times are those of the machine's monotonic clock, which all processes share. */
export type Change = {
  readonly topic: string
  readonly type: string
  readonly position: number
  /** When the request was sent: before the commit. */ readonly askedAt: number
  /** When its answer was there: after the commit. */ readonly answeredAt: number
}

export type ToCrowd =
  | { readonly kind: 'open'; readonly ports: readonly number[]; readonly localAddress: string; readonly pages: readonly Page[] }
  | { readonly kind: 'measure'; readonly changes: readonly Change[] }
export type FromCrowd =
  | { readonly kind: 'opened'; readonly refused: readonly string[] }
  | {
      readonly kind: 'measured'
      /** How many deliveries took so many steps of `histogramStepMs`; the last one stands for all longer ones. */
      readonly sinceAsked: readonly number[]
      readonly sinceAnswered: readonly number[]
      readonly missing: number
      readonly closed: number
    }

export const histogramStepMs = 1
export const histogramSteps = 5_000
export const now = (): number => Number(process.hrtime.bigint()) / 1e6
