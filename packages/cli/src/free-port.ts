import { createServer } from 'node:net'

/** A port of loopback that nobody holds: the wanted one, else the next ones, else any. */
export async function freePort(wanted = 0): Promise<number> {
  const triedInOrder = wanted === 0 ? [] : Array.from({ length: 20 }, (_, step) => wanted + step).filter((port) => port <= 65_535)
  for (const port of triedInOrder) if (await isFree(port)) return port
  return await anyPort()
}

/** Both addresses, because a server on 0.0.0.0 does not stop us from binding 127.0.0.1 everywhere. */
async function isFree(port: number): Promise<boolean> {
  return (await listens(port, '127.0.0.1')) !== undefined && (await listens(port, '0.0.0.0')) !== undefined
}

async function anyPort(): Promise<number> {
  const port = await listens(0, '127.0.0.1')
  if (port === undefined) throw new Error('no free port on 127.0.0.1')
  return port
}

async function listens(port: number, host: string): Promise<number | undefined> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
