import { Buffer } from 'node:buffer'
import { posterJpeg } from '#media/picture.ts'
import { drawPoster, type PosterSubject } from '#media/poster.ts'

const artWidth = 1240
/** Some ten megabytes. */
const mostKept = 64
const kept = new Map<string, Promise<Buffer>>()

/**
 * The art at the head of a ticket, as JPEG. All tickets of an event carry the same, and to draw it is five sixths of a ticket's work:
 * it is drawn once for those that follow each other.
 */
export async function ticketArt(subject: PosterSubject): Promise<Buffer> {
  const key = JSON.stringify(subject)
  const known = kept.get(key)
  if (known) return await known
  const art = draw(subject)
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, art)
  art.catch(() => kept.delete(key)) // a fault is not kept: the next ticket tries again
  return await art
}

const draw = async (subject: PosterSubject): Promise<Buffer> => Buffer.from(await posterJpeg(drawPoster(subject, 'bare-wide'), artWidth))
