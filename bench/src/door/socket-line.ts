import { connect, type Socket } from 'node:net'

export type SocketLine = {
  post(path: string, headers: string, body: string): Promise<{ readonly status: number; readonly text: string }>
  close(): void
}
const endOfHead = Buffer.from('\r\n\r\n')

/**
 * One keep-alive connection that has one request at a time under way. Written by hand, because this machine's cores are shared with what is
 * measured: node:http costs the load's process four times as much a request.
 */
export async function socketLine(origin: string): Promise<SocketLine> {
  const { hostname, port, host } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const answers = new Answers(socket)
  return {
    async post(path, headers, body) {
      const answer = answers.next()
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
      return await answer
    },
    close: () => socket.destroy(),
  }
}

type Waiting = { readonly resolve: (answer: { readonly status: number; readonly text: string }) => void; readonly reject: (error: Error) => void }

/** Puts answers together from what arrives. Our api always says how long its JSON is. */
class Answers {
  #waiting: Waiting | undefined
  #arrived: Buffer = Buffer.alloc(0)

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', (error) => this.#waiting?.reject(error))
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the line')))
  }

  async next(): Promise<{ readonly status: number; readonly text: string }> {
    return await new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  #take(chunk: Buffer): void {
    this.#arrived = this.#arrived.length === 0 ? chunk : Buffer.concat([this.#arrived, chunk])
    const headEnd = this.#arrived.indexOf(endOfHead)
    if (headEnd < 0) return
    const head = this.#arrived.toString('latin1', 0, headEnd)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
    const start = headEnd + endOfHead.length
    if (Number.isNaN(length)) return this.#waiting?.reject(new Error(`an answer without a length: ${head}`))
    if (this.#arrived.length < start + length) return
    const text = this.#arrived.toString('utf8', start, start + length)
    this.#arrived = this.#arrived.subarray(start + length)
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), text })
  }
}
