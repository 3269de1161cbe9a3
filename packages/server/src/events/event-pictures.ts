import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EventType, Refusal, Text } from '@fashionistas/contract'
import type { Context } from '#core/context.ts'
import { permit } from '#people/index.ts'
import { formatDay, type PosterSubject } from '#media/index.ts'

/** `look` names what the picture shows: it is drawn anew when its words change, not at each sale that changes the event. */
export type Pictured = { readonly subject: PosterSubject; readonly id: string; readonly look: string }

/** What the picture of an event shows. A draft is drawn for its team, as far as it is known. */
export async function pictured(context: Context, eventId: string): Promise<Pictured> {
  const row = await context.elevated(() =>
    context.tx
      .selectFrom('events')
      .select(['id', 'organization_id', 'state', 'type', 'title', 'city', 'venue_name', 'starts_at', 'time_zone', 'accent'])
      .where('id', '=', eventId)
      .executeTakeFirst(),
  )
  if (!row || (row.state === 'draft' && context.actor.kind === 'guest')) throw new Refusal('not_found')
  if (row.state === 'draft') await permit(context, row.organization_id, 'events.read')
  const title = Text.parse(row.title)
  const subject: PosterSubject = {
    seed: row.id,
    type: EventType.parse(row.type ?? 'fashion'),
    title: title.es || 'Fashionistas',
    city: row.city ?? '',
    venue: row.venue_name ?? '',
    dateLine: row.starts_at ? formatDay(row.starts_at, 'es-CO', row.time_zone) : '',
    ...(row.accent ? { accent: row.accent } : {}),
  }
  return { id: row.id, look: createHash('sha256').update(JSON.stringify(subject)).digest('hex').slice(0, 16), subject }
}

/** Pictures that were drawn, on disk: a picture is named by all that it depends on, so it never changes. */
export class PictureStore {
  readonly #folder: string
  readonly #drawing = new Map<string, Promise<Uint8Array>>()
  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'pictures')
  }

  /** Drawn once, however many ask for it at the same moment. */
  async get(name: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = await this.#read(name)
    if (known) return known
    const drawing = this.#drawing.get(name) ?? this.#keep(name, draw).finally(() => this.#drawing.delete(name))
    this.#drawing.set(name, drawing)
    return await drawing
  }

  async #read(name: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.#folder, name))
    } catch {
      return undefined // not drawn yet, or the folder was emptied
    }
  }

  /** Written beside and moved into place: nobody reads half a picture. */
  async #keep(name: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const bytes = await draw()
    const path = join(this.#folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.${process.pid}.part`, bytes)
    await rename(`${path}.${process.pid}.part`, path)
    return bytes
  }
}
