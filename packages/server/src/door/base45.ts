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

/** Undefined for anything that toBase45 could not have written. */
export function fromBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined
  const bytes: number[] = []
  for (let start = 0; start < text.length; start += 3) {
    const group = Array.from(text.slice(start, start + 3), (sign) => signs.indexOf(sign))
    if (group.includes(-1)) return undefined
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (value > (group.length === 3 ? 0xffff : 0xff)) return undefined
    bytes.push(...(group.length === 3 ? [value >> 8, value & 255] : [value]))
  }
  return Uint8Array.from(bytes)
}

function written(value: number, length: number): string {
  return Array.from({ length }, (_unused, place) => signs.charAt(Math.floor(value / 45 ** place) % 45)).join('')
}
