import { timingSafeEqual } from 'node:crypto'
import { revalidateTag } from 'next/cache'

const mostTags = 50

/** The one route handler of the web app: the api says which tags changed (docs/decisions/cached-pages.md). The front door never proxies /internal. */
export async function POST(request: Request): Promise<Response> {
  const secret = process.env['REVALIDATE_SECRET'] ?? ''
  if (secret === '' || !same(request.headers.get('x-revalidate-secret') ?? '', secret)) return new Response(null, { status: 404 })
  const tags = tagsOf(await request.json())
  if (tags === undefined) return new Response(null, { status: 422 })
  for (const tag of tags) revalidateTag(tag, { expire: 0 }) // a cancelled event must not be shown on sale once more
  return new Response(null, { status: 204 })
}

function tagsOf(body: unknown): readonly string[] | undefined {
  if (typeof body !== 'object' || body === null || !('tags' in body) || !Array.isArray(body.tags)) return undefined
  const tags: readonly unknown[] = body.tags
  return tags.length <= mostTags && tags.every((tag) => typeof tag === 'string' && tag.length <= 256) ? tags.map(String) : undefined
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
