import { crc32, deflateSync } from 'node:zlib'
import { randomFrom } from '#media/random.ts'

const side = 192

/** Paper grain as a tiled picture: feTurbulence at print size costs librsvg most of a second, this costs nothing. */
export function grain(width: number, height: number, strength: number): string {
  return (
    `<pattern id="grain" width="${side}" height="${side}" patternUnits="userSpaceOnUse"><image href="${tile}" width="${side}" height="${side}"/></pattern>` +
    `<rect width="${width}" height="${height}" fill="url(#grain)" fill-opacity="${strength}"/>`
  )
}

/** Four tones, two bits a pixel: clear, faint dark, faint light, dark speck. */
const palette = Buffer.from([0, 0, 0, 20, 18, 16, 255, 253, 248, 20, 18, 16])
const alpha = Buffer.from([0, 34, 40, 74])
const tile = `data:image/png;base64,${drawTile().toString('base64')}`

function drawTile(): Buffer {
  const random = randomFrom('grain')
  const rows = Array.from({ length: side }, () => [0, ...Array.from({ length: side / 4 }, () => fourPixels(() => tone(random())))])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([2, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('tRNS', alpha),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function fourPixels(next: () => number): number {
  return (next() << 6) | (next() << 4) | (next() << 2) | next()
}

function tone(chance: number): number {
  if (chance < 0.42) return 0
  if (chance < 0.68) return 1
  return chance < 0.94 ? 2 : 3
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(body.length, 0)
  framed.set(named, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
