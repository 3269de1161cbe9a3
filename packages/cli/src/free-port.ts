import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below what systems take for outgoing connections and for who asks for any port: nobody gets one of these by chance while its server starts. */
const ours = { from: 20_000, to: 32_000 }
const tries = 1_000
const handedOut = new Set<number>()

/** A port of loopback that nobody holds: the wanted one, else the next ones, else any that was not handed out before. */
export async function freePort(wanted = 0): Promise<number> {
  const triedInOrder = wanted === 0 ? [] : Array.from({ length: 20 }, (_, step) => wanted + step).filter((port) => port <= 65_535)
  for (const port of triedInOrder) if (await isFree(port)) return port
  return await anyPort()
}

/** Both addresses, because a server on 0.0.0.0 does not stop us from binding 127.0.0.1 everywhere. */
async function isFree(port: number): Promise<boolean> {
  return (await isListenable(port, '127.0.0.1')) && (await isListenable(port, '0.0.0.0'))
}

async function anyPort(): Promise<number> {
  for (let left = tries; left > 0; left -= 1) {
    const port = randomInt(ours.from, ours.to)
    if (handedOut.has(port)) continue
    handedOut.add(port) // before the look: two who ask at once get two
    if (await isFree(port)) return port
  }
  throw new Error('no free port on 127.0.0.1')
}

async function isListenable(port: number, host: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
