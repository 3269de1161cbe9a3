import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { renderEventPicture } from '#media/index.ts'
import { pictured, type PictureStore } from './event-pictures.ts'

/** Widths are rounded up to these, so that nobody can fill the disk by asking for each of 1,600. */
const widths = [64, 160, 320, 480, 640, 800, 1200, 1600]

export const getPoster =
  (pictures: PictureStore): Handler<typeof events.getPoster, Context> =>
  async ({ eventId, format, width, type }, context) => {
    const { id, look, subject } = await pictured(context, eventId)
    const wide = widths.find((known) => known >= width) ?? 1600
    const bytes = await pictures.get(`${id}/${look}-${format}-${wide}.${type}`, () => renderEventPicture(subject, format, wide, type))
    return { contentType: `image/${type}`, bytes }
  }
