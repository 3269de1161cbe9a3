import { makeHumanCode } from '#door/index.ts'
import type { Chance } from '../chance.ts'

/** The alphabet of order codes: nothing that is misread on the phone. */
const alphabet = [...'23456789ABCDEFGHJKLMNPQRSTVWXYZ']
export type Codes = { order(): string; ticket(): string }

/** Codes that no other order or ticket of the season has. */
export function makeCodes(chance: Chance): Codes {
  const known = new Set<string>()
  const fresh = (make: () => string): string => {
    let code = make()
    while (known.has(code)) code = make()
    known.add(code)
    return code
  }
  return {
    order: () => fresh(() => `FSH-${Array.from({ length: 7 }, () => chance.pick(alphabet)).join('')}`),
    ticket: () => fresh(() => makeHumanCode(chance.bytes(6))),
  }
}
