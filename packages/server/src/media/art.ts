import type { Palette } from '#media/palette.ts'
import type { Random } from '#media/random.ts'

/** The part of a poster where a picture is drawn. It may run past its edges; the poster trims it. */
export interface Stage {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly random: Random
  readonly palette: Palette
  /** One letter, drawn as large as the picture; absent where the picture must stand without text. */
  readonly initial?: string
}

export type Art = (stage: Stage) => string
