import sharp, { type Sharp } from 'sharp'
import { drawPoster, posterSize, type PosterFormat, type PosterSubject } from '#media/poster.ts'

const leastWidth = 64
const mostWidth = 2400

/** The picture of an event that has none of its own, in one format and width, ready to be served. */
export async function renderEventPicture(event: PosterSubject, format: PosterFormat, width: number, type: 'webp' | 'png'): Promise<Uint8Array> {
  const svg = drawPoster(event, format)
  switch (type) {
    case 'webp':
      return await posterWebp(svg, width)
    case 'png':
      return await posterPng(svg, width)
  }
}

/** What a phone gets: its grain is finer than its screen shows, and costs half of the bytes that the first view waits for. */
const phoneWidth = 800

/** Effort 2 is 0.1 s at 1200 x 1500, effort 3 is 0.2 s, for a tenth fewer bytes. */
export async function posterWebp(svg: string, width: number): Promise<Uint8Array> {
  const quality = width > phoneWidth ? 84 : 77
  return await rastered(svg, width).webp({ quality, effort: 2, smartSubsample: true }).toBuffer()
}

export async function posterPng(svg: string, width: number): Promise<Uint8Array> {
  return await rastered(svg, width).png({ compressionLevel: 6 }).toBuffer()
}

export async function posterJpeg(svg: string, width: number): Promise<Uint8Array> {
  return await rastered(svg, width).jpeg({ quality: 86, chromaSubsampling: '4:4:4' }).toBuffer()
}

/** Above its own size an SVG must be read at a higher density, or its letters would be stretched pixels. */
function rastered(svg: string, width: number): Sharp {
  const wide = Math.round(Math.min(mostWidth, Math.max(leastWidth, width)))
  const density = Math.max(72, (72 * wide) / posterSize.portrait.width)
  return sharp(Buffer.from(svg), { density }).resize(wide)
}
