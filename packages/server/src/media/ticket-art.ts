import { Buffer } from 'node:buffer'
import { posterJpeg } from '#media/picture.ts'
import { drawPoster, type PosterSubject } from '#media/poster.ts'

const artWidth = 1240
/** Some two megabytes: the events whose tickets go out at one time. */
const kept = 16
const drawn = new Map<string, Promise<Buffer>>()

/**
 * The art at the head of a ticket, as JPEG. All tickets of an event carry the same, and to draw it is five sixths of a ticket's work:
 * it is drawn once for those that follow each other.
 */
export async function ticketArt(subject: PosterSubject): Promise<Buffer> {
  const key = JSON.stringify(subject)
  const art = drawn.get(key) ?? draw(subject)
  drawn.delete(key)
  drawn.set(key, art) // the last one that was asked for stands last
  for (const oldest of drawn.keys()) {
    if (drawn.size <= kept) break
    drawn.delete(oldest)
  }
  art.catch(() => drawn.delete(key)) // a fault is not kept: the next ticket tries again
  return await art
}

const draw = async (subject: PosterSubject): Promise<Buffer> => Buffer.from(await posterJpeg(drawPoster(subject, 'bare-wide'), artWidth))
