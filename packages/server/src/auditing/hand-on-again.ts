import type { Handler, health } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { handOnAgain as waitAgain } from '#core/set-aside.ts'

export const handOnAgain: Handler<typeof health.handOnAgain, Context> = async ({ happeningId }, context) =>
  // Happenings are the system's; the kernel let only an admin of the platform come here.
  await context.elevated(async () => {
    const type = await waitAgain(context.tx, happeningId)
    if (type === undefined) return context.refuse('not_found')
    if (type === null) return context.refuse('happening_not_set_aside')
    context.note({ target: `happening:${happeningId}`, before: { isSetAside: true }, after: { isSetAside: false, type } })
    return { id: happeningId, type }
  })
