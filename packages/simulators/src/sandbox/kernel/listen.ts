import type { Server } from 'node:http'
import { serve } from '@hono/node-server'

export type Fetch = (request: Request) => Response | Promise<Response>
export type Listening = { readonly url: string; readonly port: number; readonly stop: () => Promise<void> }

/** Serves on loopback; port 0 takes a free one. */
export async function listen(fetch: Fetch, port = 0): Promise<Listening> {
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (address) => {
      resolve({ url: `http://127.0.0.1:${address.port}`, port: address.port, stop: () => close(server) })
    })
    server.once('error', reject)
  })
}

function close(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if (isHttp1(server)) server.closeAllConnections()
  })
}

const isHttp1 = (server: ReturnType<typeof serve>): server is Server => 'closeAllConnections' in server

/** The proxy in front may keep its prefix (`/sim/wompi`) or take it off; both arrive at the same route. */
export function withoutPrefix(fetch: Fetch, publicUrl: string | undefined): Fetch {
  const prefix = publicUrl ? new URL(publicUrl).pathname.replace(/\/$/, '') : ''
  if (!prefix) return fetch
  return (request) => {
    const url = new URL(request.url)
    if (!url.pathname.startsWith(`${prefix}/`)) return fetch(request)
    url.pathname = url.pathname.slice(prefix.length)
    return fetch(new Request(url, request))
  }
}
