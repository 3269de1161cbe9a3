import { create } from 'qrcode'

const margin = 2

/** A QR that a phone can really scan: it opens the page where the payment is approved. */
export function qrSvg(text: string): string {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const dark = Array.from(data, (bit, index) => (bit ? `M${(index % size) + margin} ${Math.floor(index / size) + margin}h1v1h-1z` : '')).join('')
  const side = size + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${dark}"/></svg>`
}
