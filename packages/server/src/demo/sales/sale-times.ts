import type { Chance } from '../chance.ts'
import { dayMs, hourMs, later, localMidnight, localOf } from '../clock.ts'

export type Window = { readonly opensAt: Date; readonly until: Date; readonly startsAt: Date }

/** Sunday first: Friday is when people decide. */
const byWeekday = [0.95, 0.8, 0.85, 0.95, 1.1, 1.3, 1.05] as const
/** Salaries come on the 15th and on the last day of the month. */
const payDays: readonly number[] = [14, 15, 16, 30, 31, 1]
const byHour = [2, 1, 0.5, 0.3, 0.2, 0.4, 1, 2, 3, 4, 4.5, 5, 6.5, 6, 4.5, 4, 4, 5, 7, 9, 11, 10, 8, 4] as const
const maxDraws = 30

/** When people try to buy: a peak at the opening, a slow middle, growth towards the date. In order of time. */
export function saleTimes(chance: Chance, window: Window, count: number): readonly Date[] {
  const days = daysOf(window)
  if (days.length === 0) return []
  return Array.from({ length: count }, () => timeWithin(chance, window, days)).toSorted((a, b) => a.getTime() - b.getTime())
}

function daysOf({ opensAt, until, startsAt }: Window): readonly (readonly [Date, number])[] {
  const first = localMidnight(opensAt, 0)
  const length = Math.max(0, Math.ceil((until.getTime() - first.getTime()) / dayMs))
  return Array.from({ length }, (_, index) => {
    const day = later(first, index * dayMs)
    const { weekday, dayOfMonth } = localOf(later(day, 12 * hourMs))
    const daysToStart = Math.max(0, (startsAt.getTime() - day.getTime()) / dayMs)
    const interest = 3 * Math.exp(-index / 2.2) + 0.4 + 2.4 * Math.exp(-daysToStart / 7)
    return [day, interest * (byWeekday[weekday] ?? 1) * (payDays.includes(dayOfMonth) ? 1.55 : 1)] as const
  })
}

function timeWithin(chance: Chance, { opensAt, until }: Window, days: readonly (readonly [Date, number])[]): Date {
  const hours = byHour.map((weight, hour) => [hour, weight] as const)
  for (let draw = 0; draw < maxDraws; draw += 1) {
    const at = later(chance.weighted(days), (chance.weighted(hours) + chance.next()) * hourMs)
    const whole = new Date(Math.floor(at.getTime()))
    if (whole > opensAt && whole < until) return whole
  }
  // A window of minutes: anywhere in it.
  return new Date(Math.floor(opensAt.getTime() + chance.next() * (until.getTime() - opensAt.getTime())))
}
