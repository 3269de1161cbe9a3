import type { Art, Stage } from '#media/art.ts'
import type { Color } from '#media/color.ts'
import { round } from '#media/curve.ts'
import { drawDrapes } from '#media/drapes.ts'
import { grain } from '#media/grain.ts'
import { lineWidth, outline } from '#media/lettering.ts'
import { paletteOf, type EventType, type Palette } from '#media/palette.ts'
import { drawPlanes } from '#media/planes.ts'
import { drawPaper } from '#media/paper.ts'
import { randomFrom } from '#media/random.ts'
import { drawTitle, fitTitle, type Box } from '#media/title.ts'
import { drawWaves } from '#media/waves.ts'

export interface PosterSubject {
  /** The event's id: the same id always draws the same poster. */
  readonly seed: string
  readonly type: EventType
  readonly title: string
  readonly city: string
  readonly dateLine: string
  readonly venue: string
  readonly accent?: Color
}

export const posterFormats = ['portrait', 'wide', 'square', 'bare', 'bare-wide'] as const
export type PosterFormat = (typeof posterFormats)[number]

export const posterSize = {
  portrait: { width: 1200, height: 1500 },
  wide: { width: 1200, height: 630 },
  square: { width: 1200, height: 1200 },
  bare: { width: 1200, height: 1500 },
  'bare-wide': { width: 1200, height: 630 },
} as const satisfies Record<PosterFormat, { readonly width: number; readonly height: number }>

const arts: Record<EventType, Art> = { fashion: drawDrapes, corporate: drawPlanes, cultural: drawPaper, concert: drawWaves }

/** The poster of an event without a picture, as SVG with every letter in outlines. */
export function drawPoster(subject: PosterSubject, format: PosterFormat): string {
  const { width, height } = posterSize[format]
  const palette = paletteOf(subject)
  const layout = layoutOf(subject, format)
  const stage: Stage = { ...layout.picture, random: randomFrom(`art:${subject.seed}`), palette, ...layout.initial }
  const { left, top, width: wide, height: high } = layout.picture
  const frame = `x="${round(left)}" y="${round(top)}" width="${round(wide)}" height="${round(high)}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(subject.title)}">` +
    `<clipPath id="frame"><rect ${frame}/></clipPath>` +
    `<rect width="${width}" height="${height}" fill="${palette.ground}"/><rect ${frame} fill="${palette.backdrop}"/>` +
    `<g clip-path="url(#frame)">${arts[subject.type](stage)}</g>${layout.text(palette)}${grain(width, height, palette.isDark ? 0.42 : 0.36)}</svg>`
  )
}

interface Layout {
  readonly picture: Box
  readonly initial: { readonly initial?: string }
  text(palette: Palette): string
}

function layoutOf(subject: PosterSubject, format: PosterFormat): Layout {
  const { width, height } = posterSize[format]
  switch (format) {
    case 'bare':
    case 'bare-wide':
      return { picture: { left: 0, top: 0, width, height }, initial: {}, text: () => '' }
    case 'wide':
      return besideText(subject, width, height)
    case 'portrait':
      return aboveText(subject, { width, height, share: 0.25 })
    case 'square':
      return aboveText(subject, { width, height, share: 0.24 })
  }
}

const margin = 64
const small = 26

/** Picture above to three edges or as a plate with margins; title and one line of facts below. */
function aboveText(
  subject: PosterSubject,
  { width, height, share }: { readonly width: number; readonly height: number; readonly share: number },
): Layout {
  const title = fitTitle(subject.title, { width: width - 2 * margin, height: height * share, most: 280 })
  const factsAt = height - margin
  const titleTop = factsAt - small * 2.9 - title.height
  const inset = hasPlate(subject) ? margin : 0
  return {
    picture: { left: inset, top: inset, width: width - 2 * inset, height: titleTop - small * 1.7 - inset },
    initial: { initial: firstLetter(subject.title) },
    text: (palette) =>
      `<path fill="${palette.reading}" d="${drawTitle(title, { left: margin, top: titleTop })}"/>` +
      facts([subject.dateLine, placeOf(subject)], { left: margin, base: factsAt, width: width - 2 * margin, palette }),
  }
}

/** Text on the left, picture to three edges on the right: what a shared link shows. */
function besideText(subject: PosterSubject, width: number, height: number): Layout {
  const column = Math.round(width * 0.52)
  const edge = 56
  const title = fitTitle(subject.title, { width: column - 2 * edge, height: height - 2 * edge - small * 5, most: 190 })
  return {
    picture: { left: column, top: 0, width: width - column, height },
    initial: { initial: firstLetter(subject.title) },
    text: (palette) =>
      `<path fill="${palette.reading}" d="${drawTitle(title, { left: edge, top: edge })}"/>` +
      stackedFacts([subject.dateLine, placeOf(subject)], { left: edge, base: height - edge, width: column - 2 * edge, palette }),
  }
}

function hasPlate({ seed }: PosterSubject): boolean {
  return randomFrom(`layout:${seed}`)() < 0.4
}

function placeOf({ venue, city }: PosterSubject): string {
  return [venue, city].filter((part) => part !== '').join(', ')
}

function firstLetter(title: string): string {
  return (/\p{L}|\p{N}/u.exec(title)?.[0] ?? '').toLocaleUpperCase('es-CO')
}

interface FactsRoom {
  readonly left: number
  readonly base: number
  readonly width: number
  readonly palette: Palette
}

function facts([first, second]: readonly [string, string], { left, base, width, palette }: FactsRoom): string {
  const wish = small * 1.08
  const needed = lineWidth(first, { face: 'medium', size: wish }) + lineWidth(second, { face: 'text', size: wish }) + 48
  const size = Math.min(wish, (wish * width) / needed)
  const right = left + width - lineWidth(second, { face: 'text', size })
  return (
    `<rect x="${left}" y="${round(base - small * 1.95)}" width="${width}" height="1.5" fill="${palette.reading}" opacity="0.3"/>` +
    `<path fill="${palette.reading}" d="${outline(first, { face: 'medium', size }, { x: left, y: base })}${outline(second, { face: 'text', size }, { x: right, y: base })}"/>`
  )
}

function stackedFacts([first, second]: readonly [string, string], { left, base, width, palette }: FactsRoom): string {
  const fit = (line: string, face: 'medium' | 'text') => Math.min(small, (small * width) / Math.max(1, lineWidth(line, { face, size: small })))
  return (
    `<rect x="${left}" y="${round(base - small * 3.4)}" width="${width}" height="1.5" fill="${palette.reading}" opacity="0.3"/>` +
    `<path fill="${palette.reading}" d="${outline(first, { face: 'medium', size: fit(first, 'medium') }, { x: left, y: base - small * 1.45 })}${outline(second, { face: 'text', size: fit(second, 'text') }, { x: left, y: base })}"/>`
  )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
