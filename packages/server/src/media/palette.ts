import { mix, type Color } from '#media/color.ts'
import { pick, randomFrom, type Random } from '#media/random.ts'

export type EventType = 'fashion' | 'corporate' | 'cultural' | 'concert'

export const ink = '#141210'
export const bone = '#F6F1E8'
export const paper = '#FFFDF8'
export const fuchsia = '#C4106A'

/** What a poster is printed with: a ground, the ink that is read on it, and one dye with its partner. */
export interface Palette {
  readonly ground: Color
  /** What lies behind the picture, a shade away from the ground. */
  readonly backdrop: Color
  readonly reading: Color
  readonly accent: Color
  /** A second dye near the first, for the side of a fold or a layer of paper. */
  readonly partner: Color
  readonly isDark: boolean
}

/** Each dye reads on bone with at least 4.5:1, so that the event's page may use it for text. The partner is for art alone. */
type Dye = readonly [accent: Color, partner: Color]

const dyes: Record<EventType, readonly [Dye, ...Dye[]]> = {
  fashion: [
    [fuchsia, '#F29CB7'],
    ['#A3212F', '#E8A08B'],
    ['#5B2A86', '#C9A4E0'],
    ['#1E3F8F', '#9DB6EA'],
    ['#8C4A1E', '#E3B584'],
    ['#0F5C4C', '#9CCDB8'],
  ],
  corporate: [
    ['#1F5FA8', '#9CC3EA'],
    ['#A8401C', '#F0B48F'],
    ['#0F5C4C', '#9BCBB2'],
    ['#5A3E9B', '#B9A8E6'],
    ['#8A5C00', '#E9C46F'],
  ],
  cultural: [
    ['#B03A1B', '#F0B03F'],
    [fuchsia, '#F2A33A'],
    ['#0B6156', '#EFB54A'],
    ['#23429B', '#F08A6A'],
    ['#7A2E7C', '#EDA55C'],
  ],
  concert: [
    [fuchsia, '#FF9A5C'],
    ['#5A2BC2', '#FF7FB5'],
    ['#0C6478', '#F0D264'],
    ['#B5301C', '#FFC25C'],
    ['#2341B8', '#7FE0C8'],
  ],
}

/** How often each type stands on which ground: a concert is a night, a conference is a morning. */
const grounds = {
  fashion: ['bone', 'bone', 'ink', 'tint'],
  corporate: ['bone', 'bone', 'tint', 'ink'],
  cultural: ['bone', 'tint', 'bone', 'ink'],
  concert: ['ink', 'ink', 'accent', 'ink'],
} as const

export function paletteOf(event: { readonly seed: string; readonly type: EventType; readonly accent?: Color }): Palette {
  const random = randomFrom(`palette:${event.seed}`)
  const [dye, partner] = pick(random, dyes[event.type])
  const accent = event.accent ?? dye
  const second = event.accent ? mix(event.accent, bone, 0.58) : partner
  return onGround(pick(random, grounds[event.type]), accent, second, random)
}

/** The event's own colour, for its page: the one given, or the one its poster was dyed with. */
export function accentOf(event: { readonly seed: string; readonly type: EventType; readonly accent?: Color }): Color {
  return event.accent ?? pick(randomFrom(`palette:${event.seed}`), dyes[event.type])[0]
}

function onGround(ground: 'bone' | 'ink' | 'tint' | 'accent', accent: Color, partner: Color, random: Random): Palette {
  switch (ground) {
    case 'bone':
      return {
        ground: bone,
        backdrop: pick(random, ['#E9E0D2', mix(bone, partner, 0.38), mix(bone, partner, 0.62)]),
        reading: ink,
        accent,
        partner,
        isDark: false,
      }
    case 'ink':
      return { ground: ink, backdrop: pick(random, ['#1F1A18', mix(ink, accent, 0.22)]), reading: bone, accent, partner, isDark: true }
    case 'tint':
      return { ground: mix(bone, partner, 0.34), backdrop: mix(bone, partner, 0.7), reading: ink, accent, partner, isDark: false }
    case 'accent':
      return {
        ground: mix(accent, ink, 0.34),
        backdrop: mix(accent, ink, 0.52),
        reading: bone,
        accent: mix(accent, partner, 0.35),
        partner,
        isDark: true,
      }
  }
}
