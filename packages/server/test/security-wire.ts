import { connect } from 'node:net'

/** A request as bytes: no client in between that would mend or refuse what is hostile. */
export type Wire = {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: Uint8Array | string
}
/** Status 0: the connection ended without an answer. */
export type Heard = { readonly status: number; readonly head: string; readonly text: string }

const patienceMs = 30_000
const mostBytes = 4 * 1024 * 1024

/** Sends it on a connection of its own. A stream without an end is left as soon as its head has come. */
export async function sendWire(url: string, wire: Wire, from?: string): Promise<Heard> {
  const { hostname, port } = new URL(url)
  const { promise, resolve } = Promise.withResolvers<Heard>()
  const socket = connect({ host: hostname, port: Number(port), ...(from === undefined ? {} : { localAddress: from }) })
  const chunks: Buffer[] = []
  let bytes = 0
  const done = () => {
    socket.destroy()
    resolve(read(Buffer.concat(chunks)))
  }
  socket.setTimeout(patienceMs, done)
  socket.on('data', (data) => {
    const chunk = Buffer.from(data)
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > mostBytes || /content-type: text\/event-stream[\s\S]*\r\n\r\n/i.test(chunk.toString('latin1'))) done()
  })
  socket.on('error', done).on('end', done).on('close', done)
  socket.write(headOf(wire, `${hostname}:${port}`))
  if (wire.body !== undefined) socket.write(wire.body)
  return await promise
}

function headOf({ method, path, headers, body }: Wire, host: string): Buffer {
  const length = body === undefined ? [] : [['content-length', String(Buffer.byteLength(body))] as const]
  const lines = [['host', host] as const, ['connection', 'close'] as const, ...length, ...headers].map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'utf8')
}

function read(bytes: Buffer): Heard {
  const whole = bytes.toString('utf8')
  const [head = '', ...rest] = whole.split('\r\n\r\n')
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, text: rest.join('\r\n\r\n') }
}

/** The same request for a terminal. Bodies that are long are cut: the seed makes them whole again. */
export function curlOf(url: string, { method, path, headers, body }: Wire): string {
  const quoted = (text: string) =>
    `$'${JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(String.raw`\"`, '"')
      .replaceAll("'", String.raw`\'`)}'`
  const words = headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`.slice(0, 300))}`)
  const data = body === undefined ? [] : [`--data-binary ${quoted(Buffer.from(body).toString('utf8').slice(0, 1_500))}`]
  return ['curl -i --path-as-is', `-X ${method}`, ...words, ...data, quoted(`${url}${path.slice(0, 1_000)}`)].join(' ')
}
