import { connect, type Socket } from 'node:net'
import { histogramStepMs, histogramSteps, now, type Change, type FromCrowd, type Page, type ToCrowd } from './crowd-messages.ts'

type Listener = { readonly page: Page; readonly heard: Heard[]; isClosed: boolean }
type Hint = { readonly kind: string; readonly position: number }
type Heard = { readonly text: string; readonly at: number }
const atOnce = 32
const openMs = 60_000
const readInto = Buffer.alloc(64 * 1024)
const hintPattern = /"topic":"([^"]+)","type":"([^"]+)","position":(\d+)\}/g

/** Thousands of pages in one process, each a socket and nothing more: what a browser does with a hint is not measured. */
const listeners: Listener[] = []
process.on('message', (message: ToCrowd) => {
  if (message.kind === 'measure') return answer(measure(message.changes))
  void openAll(message).then(answer)
})
process.on('disconnect', () => process.exit(0))
const answer = (message: FromCrowd): void => void process.send?.(message)

async function openAll({ ports, localAddress, pages }: Extract<ToCrowd, { kind: 'open' }>): Promise<FromCrowd> {
  const refused: string[] = []
  const queue = pages.entries()
  const opener = async (): Promise<void> => {
    for (const [at, page] of queue)
      await open(page, ports[at % ports.length] ?? 0, localAddress).catch((error: unknown) => void refused.push(String(error)))
  }
  await Promise.all(Array.from({ length: atOnce }, opener))
  return { kind: 'opened', refused: refused.slice(0, 5) }
}

async function open(page: Page, port: number, localAddress: string): Promise<void> {
  const listener: Listener = { page, heard: [], isClosed: false }
  await new Promise<void>((resolve, reject) => {
    // One buffer for all: what comes is kept as text and read when all is over, so that the crowd takes little of the processor from whom it measures.
    const socket = connect({
      host: '127.0.0.1',
      port,
      localAddress,
      onread: { buffer: readInto, callback: (bytes) => take(readInto.toString('latin1', 0, bytes)) },
    })
    const patience = setTimeout(() => reject(new Error('no answer')), openMs)
    let head: string | undefined = ''
    const take = (text: string): boolean => {
      if (head === undefined) return listener.heard.push({ text, at: now() }) > 0
      head += text
      if (!head.includes('\r\n\r\n')) return true
      clearTimeout(patience)
      if (head.startsWith('HTTP/1.1 200')) resolve()
      else reject(new Error(head.slice(0, 300)))
      head = undefined
      return true
    }
    socket.on('error', reject)
    socket.on('close', () => {
      listener.isClosed = true
      reject(new Error('closed'))
    })
    ask(socket, page)
  })
  listeners.push(listener)
}

function ask(socket: Socket, { topics, token, key }: Page): void {
  const query = `topics=${topics.join(',')}${token === undefined ? '' : `&token=${encodeURIComponent(token)}`}`
  const credentials = key === undefined ? '' : `Authorization: Bearer ${key}\r\n`
  socket.write(`GET /api/v1/live?${query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n${credentials}\r\n`)
}

/** Thousands got the same text: it is read once. */
const known = new Map<string, readonly Hint[]>()

function hintsIn(text: string): readonly Hint[] {
  const found =
    known.get(text) ?? [...text.matchAll(hintPattern)].map(([, topic, type, position]) => ({ kind: `${topic} ${type}`, position: Number(position) }))
  known.set(text, found)
  return found
}

/** A change has arrived with the first hint of its kind that stands where it does in the outbox, or later. */
function measure(changes: readonly Change[]): FromCrowd {
  const sinceAsked = emptyHistogram()
  const sinceAnswered = emptyHistogram()
  let missing = 0
  for (const change of changes)
    for (const { page, heard } of listeners) {
      if (!page.topics.includes(change.topic)) continue
      const kind = `${change.topic} ${change.type}`
      const arrived = heard.find(({ text }) => hintsIn(text).some((hint) => hint.kind === kind && hint.position >= change.position))
      if (!arrived) missing += 1
      else {
        count(sinceAsked, arrived.at - change.askedAt)
        count(sinceAnswered, arrived.at - change.answeredAt)
      }
    }
  return { kind: 'measured', sinceAsked, sinceAnswered, missing, closed: listeners.filter(({ isClosed }) => isClosed).length }
}

const emptyHistogram = (): number[] => Array.from({ length: histogramSteps }, () => 0)

function count(histogram: number[], tookMs: number): void {
  const step = Math.min(histogramSteps - 1, Math.max(0, Math.floor(tookMs / histogramStepMs)))
  histogram[step] = (histogram[step] ?? 0) + 1
}
