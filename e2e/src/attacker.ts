import { once } from 'node:events'
import { createServer } from 'node:http'

type Seen = { readonly path: string; readonly referer: string | undefined; readonly cookie: string | undefined }
export type Attacker = {
  /** Its pages on another site: another host. */
  readonly elsewhere: string
  /** Its pages on another port of the product's own host: the same site, and so the cookie comes along. */
  readonly nextDoor: string
  readonly seen: readonly Seen[]
  stop(): Promise<void>
}

/** Somebody else's server: notes who asks it what, and shows whatever a page of it is to be. */
export async function openAttacker(pages: Readonly<Record<string, string>>): Promise<Attacker> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    seen.push({ path, referer: request.headers.referer, cookie: request.headers.cookie })
    const isScript = path.endsWith('.js')
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.setHeader('access-control-allow-origin', '*')
    response.end(isScript ? 'window.stolen = true' : `<!doctype html><title>Attacker</title>${pages[path] ?? ''}`)
  })
  server.listen(0)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    elsewhere: `http://127.0.0.1:${port}`,
    nextDoor: `http://localhost:${port}`,
    seen,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
