import { mkdir, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { drawMonogram, wordmarks } from '#media/brand.ts'

/** Writes the logo and the icons of the web app anew: `node packages/server/src/media/draw-brand.ts`. */
const brand = new URL('../../../../apps/web/public/brand/', import.meta.url)
const icons = new URL('../../../../apps/web/public/icons/', import.meta.url)

const pictures = [
  { file: 'icon-192.png', side: 192, fit: 'rounded' },
  { file: 'icon-512.png', side: 512, fit: 'rounded' },
  { file: 'maskable-512.png', side: 512, fit: 'safe' },
  { file: 'apple-touch-icon.png', side: 180, fit: 'full' },
] as const

await Promise.all([mkdir(brand, { recursive: true }), mkdir(icons, { recursive: true })])
await Promise.all(
  Object.entries({ ...wordmarks, 'icon.svg': drawMonogram('rounded') }).map(async ([file, svg]) => await writeFile(new URL(file, brand), svg)),
)
await Promise.all(
  pictures.map(async ({ file, side, fit }) => {
    const picture = await sharp(Buffer.from(drawMonogram(fit)))
      .resize(side)
      .png({ compressionLevel: 9 })
      .toBuffer()
    await writeFile(new URL(file, icons), picture)
  }),
)
