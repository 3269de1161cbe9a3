import { z } from 'zod'
import type { Fields } from './merge-step.ts'

/** What was typed and is not saved yet, with what it began from: enough to go on after a reload, a crash or a day without network. */
const Kept = z.object({ base: z.record(z.string(), z.unknown()), mine: z.record(z.string(), z.unknown()) })
export type Kept = { readonly base: Fields; readonly mine: Fields }

const nameOf = (eventId: string, step: string) => `fashionistas:draft:${eventId}:${step}`

export function keptText(eventId: string, step: string): Kept | undefined {
  const stored = localStorage.getItem(nameOf(eventId, step))
  if (stored === null) return undefined
  try {
    return Kept.parse(JSON.parse(stored))
  } catch {
    return undefined // written by something else: what the server has is the better beginning
  }
}

export const keepText = (eventId: string, step: string, kept: Kept): void => localStorage.setItem(nameOf(eventId, step), JSON.stringify(kept))
export const dropText = (eventId: string, step: string): void => localStorage.removeItem(nameOf(eventId, step))
