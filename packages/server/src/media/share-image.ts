import sharp from 'sharp'
import { drawPoster, type PosterSubject } from '#media/poster.ts'

/** The Open Graph picture of an event, 1200 x 630. In 256 tones, because WhatsApp drops previews much above half a megabyte. */
export async function drawShareImage(event: PosterSubject): Promise<Uint8Array> {
  return await sharp(Buffer.from(drawPoster(event, 'wide')))
    .png({ palette: true, colours: 256, quality: 90, dither: 0.6, effort: 4 })
    .toBuffer()
}
