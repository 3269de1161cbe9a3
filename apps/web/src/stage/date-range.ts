export const dateChoices = ['any', 'today', 'weekend', 'month', 'quarter'] as const
export type DateChoice = (typeof dateChoices)[number]
export const isDateChoice = (text: string | null): text is DateChoice => dateChoices.some((choice) => choice === text)

const day = 86_400_000
/** Colombia keeps UTC-5 all year. */
const offset = 5 * 3_600_000

/** The instants between which "this weekend" lies, for who reads in Colombia. A weekend starts on Friday evening. */
export function rangeOf(choice: DateChoice, now: Date): { readonly from?: string; readonly to?: string } {
  const local = new Date(now.getTime() - offset)
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) + offset
  const between = (from: number, to: number) => ({ from: new Date(Math.max(from, now.getTime())).toISOString(), to: new Date(to).toISOString() })
  switch (choice) {
    case 'any':
      return {}
    case 'today':
      return between(midnight, midnight + day)
    case 'weekend': {
      const weekday = local.getUTCDay()
      const monday = midnight + (weekday === 0 ? 1 : 8 - weekday) * day
      return between(monday - 3 * day + 17 * 3_600_000, monday)
    }
    case 'month':
      return between(midnight, Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) + offset)
    case 'quarter':
      return between(midnight, midnight + 90 * day)
  }
}
