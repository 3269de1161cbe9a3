import type { Handler, events } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { drawShareImage } from '#media/index.ts'
import { pictured, type PictureStore } from './event-pictures.ts'

export const getShareImage =
  (pictures: PictureStore): Handler<typeof events.getShareImage, Context> =>
  async ({ eventId }, context) => {
    const { id, look, subject } = await pictured(context, eventId)
    return { contentType: 'image/png', bytes: await pictures.get(`${id}/${look}-share.png`, () => drawShareImage(subject)) }
  }
