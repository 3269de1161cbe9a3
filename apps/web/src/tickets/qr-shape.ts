import QRCode from 'qrcode'

export type QrShape = { readonly size: number; readonly path: string }
const quiet = 4

/** A QR code as one SVG path, with its quiet zone. Alphanumeric mode makes the code smaller, so its squares are larger on a phone at a dark door. */
export function qrShape(text: string): QrShape {
  const isPlain = /^[0-9A-Z $%*+\-./:]+$/.test(text)
  const { modules } = QRCode.create(isPlain ? [{ data: text, mode: 'alphanumeric' }] : text, { errorCorrectionLevel: 'M' })
  const squares = Array.from(modules.data, (isDark, place) =>
    isDark ? `M${quiet + (place % modules.size)} ${quiet + Math.floor(place / modules.size)}h1v1h-1z` : '',
  )
  return { size: modules.size + 2 * quiet, path: squares.join('') }
}
