import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'

/** The decoder runs from our own address: the door works behind a strict policy and where the world outside is slow. The bundler emits the file. */
const decoder = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href

let ready: BarcodeDetector | undefined

/** Reads QR codes with ZXing in WebAssembly: the same on every phone, whether or not its browser has a detector. */
export function detector(): BarcodeDetector {
  if (!ready) {
    prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? decoder : prefix + path) } })
    ready = new BarcodeDetector({ formats: ['qr_code'] })
  }
  return ready
}
