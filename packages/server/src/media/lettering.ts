import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'
import { round } from '#media/curve.ts'

export type Face = 'display' | 'italic' | 'text' | 'medium'

export interface Setting {
  readonly face: Face
  readonly size: number
  /** Extra space between letters, in ems. */
  readonly tracking?: number
}

/** Letters become outlines, so that a poster looks the same where no font is installed. */
export function outline(text: string, setting: Setting, at: { readonly x: number; readonly y: number }): string {
  const { size, tracking = 0 } = setting
  const font = fonts[setting.face]
  const scale = size / font.unitsPerEm
  const run = font.layout(drawable(text, font))
  let pen = at.x
  return run.glyphs
    .map((glyph, index) => {
      const place = run.positions[index]
      const left = pen + (place?.xOffset ?? 0) * scale
      pen += (place?.xAdvance ?? glyph.advanceWidth) * scale + tracking * size
      return glyph.path.commands.map(({ command, args }) => drawn(command, args, { left, base: at.y, scale })).join('')
    })
    .join('')
}

export function lineWidth(text: string, { face, size, tracking = 0 }: Setting): number {
  const font = fonts[face]
  const run = font.layout(drawable(text, font))
  return (run.advanceWidth * size) / font.unitsPerEm + tracking * size * Math.max(0, run.glyphs.length - 1)
}

/** The ink's box of a text at size 1 with its base line at 0, y downwards. */
export function inkBox(text: string, face: Face): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  const font = fonts[face]
  const { minX, minY, maxX, maxY } = font.layout(drawable(text, font)).bbox
  const em = font.unitsPerEm
  return { left: minX / em, top: -maxY / em, width: (maxX - minX) / em, height: (maxY - minY) / em }
}

export function fontFile(face: Face): string {
  return fileURLToPath(new URL(`./fonts/${files[face]}`, import.meta.url))
}

const files = {
  display: 'fraunces-display.ttf',
  italic: 'fraunces-display-italic.ttf',
  text: 'inter-regular.ttf',
  medium: 'inter-medium.ttf',
} as const
const fonts = { display: load('display'), italic: load('italic'), text: load('text'), medium: load('medium') } as const

function load(face: Face): Font {
  const font = create(readFileSync(fontFile(face)))
  if (!('layout' in font)) throw new Error(`${files[face]} must hold one font`)
  return font
}

/** Emoji and scripts that the face lacks are left out rather than printed as empty boxes. */
function drawable(text: string, font: Font): string {
  const kept = Array.from(text.normalize('NFC'))
    .filter((sign) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0))
    .join('')
  return kept.replaceAll(/\s+/g, ' ').trim()
}

interface Pen {
  readonly left: number
  readonly base: number
  readonly scale: number
}

function drawn(command: string, args: readonly number[], { left, base, scale }: Pen): string {
  const numbers = args.map((value, index) => round(index % 2 === 0 ? left + value * scale : base - value * scale)).join(' ')
  switch (command) {
    case 'moveTo':
      return `M${numbers}`
    case 'lineTo':
      return `L${numbers}`
    case 'quadraticCurveTo':
      return `Q${numbers}`
    case 'bezierCurveTo':
      return `C${numbers}`
    default:
      return 'Z'
  }
}
