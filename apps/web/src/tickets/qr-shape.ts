import QRCode from 'qrcode'

export type QrShape = { readonly size: number; readonly path: string }
const quiet = 4

/** A QR code as one SVG path, with its quiet zone. Alphanumeric mode makes the code smaller, so its squares are larger on a phone at a dark door. */
export function qrShape(text: string): QrShape {
  const isPlain = /^[0-9A-Z $%*+\-./:]+$/.test(text)
  const { modules } = QRCode.create(isPlain ? [{ data: text, mode: 'alphanumeric' }] : text, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, row) => Array.from(modules.data.slice(row * modules.size, (row + 1) * modules.size), Boolean))
  return { size: modules.size + 2 * quiet, path: rows.map((squares, row) => barsOf(squares, quiet + row)).join('') }
}

/** One bar for dark squares that touch: a third of the text, which stands twice in a ticket's page. */
const barsOf = (squares: readonly boolean[], row: number): string =>
  [
    ...squares
      .map((isDark) => (isDark ? '1' : '0'))
      .join('')
      .matchAll(/1+/g),
  ]
    .map(({ index, 0: bar }) => `M${quiet + index} ${row}h${bar.length}v1h-${bar.length}z`)
    .join('')
