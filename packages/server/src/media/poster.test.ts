import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { contrast } from '#media/color.ts'
import { accentOf, bone, paletteOf, type EventType } from '#media/palette.ts'
import { renderEventPicture } from '#media/picture.ts'
import { drawPoster, posterFormats, posterSize, type PosterSubject } from '#media/poster.ts'
import { drawShareImage } from '#media/share-image.ts'
import { fitTitle } from '#media/title.ts'

const types: readonly EventType[] = ['fashion', 'corporate', 'cultural', 'concert']
const subject: PosterSubject = {
  seed: '0199e0b2-7c1a-7a10-8f00-000000000001',
  type: 'fashion',
  title: 'Colección Ánima',
  city: 'Medellín',
  dateLine: 'sáb 14 nov, 7:30 p. m.',
  venue: 'Plaza Mayor',
}

test('E-03 the same event always draws the same poster, and another event another one', () => {
  for (const type of types) {
    expect(drawPoster({ ...subject, type }, 'portrait')).toBe(drawPoster({ ...subject, type }, 'portrait'))
    expect(drawPoster({ ...subject, type }, 'bare')).not.toBe(drawPoster({ ...subject, type, seed: 'another' }, 'bare'))
  }
})

test('E-03 every type draws every format with outlines only and numbers only', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...types), fc.constantFrom(...posterFormats), (seed, type, format) => {
      const svg = drawPoster({ ...subject, seed, type }, format)
      expect(svg).not.toMatch(/NaN|undefined|Infinity|<text/)
      expect(svg).toContain(`viewBox="0 0 ${posterSize[format].width} ${posterSize[format].height}"`)
    }),
    { numRuns: 80 },
  )
})

test('E-03 any title a person may write is set within the poster and cannot break out of the drawing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const set = fitTitle(title, { width: 1072, height: 375, most: 280 })
      expect(set.height).toBeLessThanOrEqual(375.01)
      expect(set.size).toBeGreaterThan(0)
      expect(drawPoster({ ...subject, title, type: 'concert' }, 'portrait')).not.toMatch(/NaN|<text/)
    }),
    { numRuns: 60 },
  )
  expect(drawPoster({ ...subject, title: '"><script>alert(1)</script>' }, 'wide')).not.toContain('<script')
})

test('E-03 a line of a title does not end in a word that leans on the next', () => {
  expect(fitTitle('Noche de museos', { width: 600, height: 400, most: 280 }).lines).toEqual(['Noche', 'de museos'])
})

test('X-07 the accent of an event can be read on bone, and a title on its ground', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...types), (seed, type) => {
      const palette = paletteOf({ seed, type })
      expect(contrast(accentOf({ seed, type }), bone)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(palette.reading, palette.ground)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

test('E-03 the picture of an event is served as webp and png in the width that was asked for', async () => {
  const webp = await sharp(await renderEventPicture(subject, 'portrait', 640, 'webp')).metadata()
  expect([webp.format, webp.width, webp.height]).toEqual(['webp', 640, 800])
  const png = await sharp(await renderEventPicture({ ...subject, type: 'corporate' }, 'wide', 1600, 'png')).metadata()
  expect([png.format, png.width, png.height]).toEqual(['png', 1600, 840])
})

test('E-03 a shared link shows a picture of 1200 by 630 that WhatsApp will still load', async () => {
  for (const type of types) {
    const image = await drawShareImage({ ...subject, type })
    const { format, width, height } = await sharp(image).metadata()
    expect([format, width, height]).toEqual(['png', 1200, 630])
    expect(image.length).toBeLessThan(600_000)
  }
}, 30_000)
