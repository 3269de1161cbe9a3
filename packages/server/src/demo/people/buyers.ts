import type { Chance } from '../chance.ts'
import { familyNames, firstNames } from './names.ts'

export type Buyer = {
  readonly userId: string | null
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly document: string | null
  readonly locale: 'es-CO' | 'en'
}

const buyersPerCity = 1_250
const mobilePrefixes = [
  '300',
  '301',
  '302',
  '304',
  '305',
  '310',
  '311',
  '312',
  '313',
  '314',
  '315',
  '316',
  '317',
  '318',
  '320',
  '321',
  '322',
  '323',
  '350',
] as const

/** The audience of a city. People come back to the cities' events, so orders share buyers. */
export function makeBuyers(chance: Chance, cities: readonly string[]): ReadonlyMap<string, readonly Buyer[]> {
  const known = new Map<string, number>()
  return new Map(cities.map((city) => [city, Array.from({ length: buyersPerCity }, () => makeBuyer(chance, known))]))
}

function makeBuyer(chance: Chance, known: Map<string, number>): Buyer {
  const [first, family] = [chance.pick(firstNames), chance.pick(familyNames)]
  const mailbox = plain(`${first}.${family}`)
  const times = (known.get(mailbox) ?? 0) + 1
  known.set(mailbox, times)
  return {
    userId: null,
    name: chance.isLucky(0.45) ? `${first} ${family} ${chance.pick(familyNames)}` : `${first} ${family}`,
    email: `${mailbox}${times > 1 ? times : ''}@example.co`,
    phone: `+57${chance.pick(mobilePrefixes)}555${String(chance.between(0, 9999)).padStart(4, '0')}`,
    document: chance.isLucky(0.35) ? String(chance.between(10_000_000, 1_190_000_000)) : null,
    locale: chance.isLucky(0.04) ? 'en' : 'es-CO',
  }
}

export const plain = (words: string): string =>
  words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '')
