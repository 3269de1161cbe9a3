import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { portOf } from './proxy.ts'

export type Line = {
  readonly port: number
  /** Connections that were opened so far. */
  readonly opened: () => number
  down(): Promise<void>
  up(): Promise<void>
  /** The other side takes everything; its answers after this many bytes of ours are lost, and the line with them. */
  cutAfter(bytes: number | undefined): void
  stop(): Promise<void>
}

/** A TCP proxy for what is not HTTP: mail. */
export async function line(targetPort: number): Promise<Line> {
  const open = new Set<Socket>()
  let opened = 0
  let limit: number | undefined
  let server: Server | undefined

  const join = (client: Socket): void => {
    opened += 1
    const other = connect(targetPort, '127.0.0.1')
    const end = (): void => {
      client.destroy()
      other.destroy()
    }
    let sent = 0
    client.on('data', (chunk) => {
      sent += chunk.length
      other.write(chunk)
    })
    other.on('data', (chunk) => {
      if (limit !== undefined && sent > limit) return end()
      client.write(chunk)
    })
    for (const socket of [client, other]) {
      open.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        open.delete(socket)
        end()
      })
    }
  }
  const listen = async (port: number): Promise<Server> => {
    const made = createServer(join)
    made.listen(port, '127.0.0.1')
    await once(made, 'listening')
    return made
  }
  const down = async (): Promise<void> => {
    const closing = server
    server = undefined
    for (const socket of open) socket.destroy()
    if (!closing) return
    closing.close()
    await once(closing, 'close')
  }
  server = await listen(0)
  const port = portOf(server)
  return {
    port,
    opened: () => opened,
    down,
    up: async () => void (server ??= await listen(port)),
    cutAfter: (bytes) => void (limit = bytes),
    stop: down,
  }
}
