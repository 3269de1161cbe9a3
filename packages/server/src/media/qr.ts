import QRCode from 'qrcode'

export interface QrDrawing {
  /** One outline of all dark modules, a module being one unit, quiet zone included. */
  readonly path: string
  /** Modules a side with the quiet zone. */
  readonly side: number
  readonly version: number
}

/** The quiet zone that the standard asks for; scanners at a dark door need it. */
const quiet = 4

/** A QR code as one outline, dark runs joined row by row, so that no hairline shows between modules in print. */
export function drawQr(text: string): QrDrawing {
  const { modules, version } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_unused, row) => {
    const dark = Array.from({ length: modules.size }, (_unused2, column) => (modules.get(row, column) ? '1' : '0')).join('')
    return Array.from(dark.matchAll(/1+/g), (run) => `M${run.index + quiet} ${row + quiet}h${run[0].length}v1h-${run[0].length}z`).join('')
  })
  return { path: rows.join(''), side: modules.size + 2 * quiet, version }
}
