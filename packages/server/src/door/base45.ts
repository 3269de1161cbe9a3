/** RFC 9285: two bytes as three signs of the QR code's alphanumeric set, one byte as two. */
const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

export function toBase45(bytes: Uint8Array): string {
  return Array.from({ length: Math.ceil(bytes.length / 2) }, (_unused, index) => {
    const first = bytes[index * 2] ?? 0
    const second = bytes[index * 2 + 1]
    if (second === undefined) return written(first, 2)
    return written(first * 256 + second, 3)
  }).join('')
}

const valueOf = new Map(Array.from(signs, (sign, value) => [sign.charCodeAt(0), value]))

/** Undefined for anything that toBase45 could not have written. */
export function fromBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 2) / 3))
  for (let start = 0, at = 0; start < text.length; start += 3, at += 2) {
    const isPair = start + 2 < text.length
    const [first, second, third] = [valueAt(text, start), valueAt(text, start + 1), isPair ? valueAt(text, start + 2) : 0]
    const sum = first + second * 45 + third * 2025
    if (!(sum <= (isPair ? 0xffff : 0xff))) return undefined // also a sign that is none: NaN
    bytes[at] = isPair ? sum >> 8 : sum
    if (isPair) bytes[at + 1] = sum & 255
  }
  return bytes
}

const valueAt = (text: string, at: number): number => valueOf.get(text.charCodeAt(at)) ?? Number.NaN

function written(value: number, length: number): string {
  return Array.from({ length }, (_unused, place) => signs.charAt(Math.floor(value / 45 ** place) % 45)).join('')
}
