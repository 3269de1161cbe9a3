import { lineWidth, outline, type Face } from '#media/lettering.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Title {
  readonly lines: readonly string[]
  readonly size: number
  readonly leading: number
  readonly height: number
}

const leading = 0.98
const mostLines = 6
const mostLetters = 140

/** Sets a title as large as the box allows, in the number of lines that makes it largest, broken where the lines come out even. */
export function fitTitle(
  text: string,
  room: { readonly width: number; readonly height: number; readonly most: number },
  face: Face = 'display',
): Title {
  const words = shorten(text).split(' ')
  const counts = Array.from({ length: Math.min(mostLines, words.length) }, (_, index) => index + 1)
  const settings = counts.map((count) => {
    const lines = breakEvenly(words, count, face)
    const widest = Math.max(...lines.map((line) => widthOf(line, face)), 0.01)
    const size = Math.min(room.width / widest, room.height / (leading * lines.length), room.most)
    return { lines, size, leading: size * leading, height: size * leading * lines.length }
  })
  // Fewer lines win unless another line makes the letters clearly larger.
  return settings.reduce((best, next) => (next.size > best.size * 1.12 ? next : best))
}

/** Draws a set title with the top of its first capital at the box's top. */
export function drawTitle(title: Title, at: { readonly left: number; readonly top: number }, face: Face = 'display'): string {
  return title.lines
    .map((line, index) =>
      outline(line, { face, size: title.size, tracking }, { x: at.left - title.size * 0.03, y: at.top + title.size * 0.76 + index * title.leading }),
    )
    .join('')
}

const tracking = -0.018

function widthOf(line: string, face: Face): number {
  return lineWidth(line, { face, size: 1, tracking })
}

function shorten(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim()
  if (plain.length <= mostLetters) return plain
  return `${plain.slice(0, plain.lastIndexOf(' ', mostLetters))}…`
}

/** A line should not end in a word that leans on the next one. */
const leaning = new Set([
  'de',
  'del',
  'la',
  'el',
  'los',
  'las',
  'y',
  'e',
  'o',
  'a',
  'al',
  'en',
  'un',
  'una',
  'con',
  'por',
  'para',
  'su',
  'the',
  'of',
  'and',
  'in',
  'at',
  'to',
  '&',
  '·',
])

/** What it costs, in ems, to end a line with this word; a line that ends where the sentence rests is worth a little. */
function leanOf(word: string): number {
  if (leaning.has(word.toLowerCase())) return 4
  return /[,:;.]$/.test(word) ? -0.8 : 0
}

/** All ways to break are few for a title; the one with the narrowest widest line wins. */
function breakEvenly(words: readonly string[], count: number, face: Face): readonly string[] {
  const narrowest = (from: number, rows: number): { readonly cost: number; readonly lines: readonly string[] } => {
    if (rows === 1) {
      const line = words.slice(from).join(' ')
      return { cost: widthOf(line, face), lines: [line] }
    }
    const ends = Array.from({ length: words.length - rows - from + 1 }, (_, index) => from + index + 1)
    const breaks = ends.map((end) => {
      const line = words.slice(from, end).join(' ')
      const rest = remember(end, rows - 1)
      const lean = leanOf(words[end - 1] ?? '')
      return { cost: Math.max(widthOf(line, face) + lean, rest.cost), lines: [line, ...rest.lines] }
    })
    return breaks.reduce((best, next) => (next.cost < best.cost ? next : best))
  }
  const known = new Map<string, ReturnType<typeof narrowest>>()
  const remember = (from: number, rows: number) => {
    const key = `${from}/${rows}`
    const found = known.get(key) ?? narrowest(from, rows)
    known.set(key, found)
    return found
  }
  return remember(0, count).lines
}
