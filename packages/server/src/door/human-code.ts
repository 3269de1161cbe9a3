/** Crockford's alphabet: no I, L, O or U, so that nothing is misread at a dark door. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const dataSigns = 9
const randomBytes = 6
/** With a sign between any two, and more: a QR code's text is longer. */
const longest = 60

/** Ten signs for a ticket, typed where no camera helps: 45 random bits and one check sign. Takes six random bytes. */
export function makeHumanCode(random: Uint8Array): string {
  if (random.length < randomBytes) throw new Error('a human code needs six random bytes')
  const value = random.slice(0, randomBytes).reduce((sum, byte) => sum * 256 + byte, 0)
  const digits = Array.from({ length: dataSigns }, (_unused, place) => Math.floor(value / 32 ** place) % 32)
  return [...digits, checkOf(digits)].map((digit) => signs.charAt(digit)).join('')
}

/** Reads what a person typed: any case, spaces and dashes anywhere, O for 0, I and L for 1. Undefined if it is not a code. */
export function parseHumanCode(typed: string): string | undefined {
  if (typed.length > longest) return undefined
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—.]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const digits = Array.from(code, (sign) => signs.indexOf(sign))
  if (digits.length !== dataSigns + 1 || digits.includes(-1)) return undefined
  return checkOf(digits.slice(0, dataSigns)) === digits.at(-1) ? code : undefined
}

/** "7K2QD-M9X4T": in two halves it is read aloud without losing the place. */
export function showHumanCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/**
 * A weighted sum in the field of 32 elements: every weight is another power of the generator, so each single
 * wrong sign and each exchange of any two signs changes it. A sum modulo 32 would miss half of the exchanges.
 */
function checkOf(digits: readonly number[]): number {
  return digits.reduce((sum, digit, index) => sum ^ times(digit, index + 1), 0)
}

/** Multiplies by the generator x as often as said, modulo x^5 + x^2 + 1. */
function times(digit: number, power: number): number {
  return Array.from({ length: power }).reduce<number>((value) => (value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1), digit)
}
