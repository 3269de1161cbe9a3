import { connect, type Socket } from 'node:net'
import { histogramStepMs, histogramSteps, now, type Change, type FromCrowd, type Page, type ToCrowd } from './crowd-messages.ts'

type Heard = { readonly position: number; readonly at: number }
type Listener = { readonly page: Page; readonly heard: Map<string, Heard[]>; isClosed: boolean }
const atOnce = 32
const openMs = 60_000
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
  const listener: Listener = { page, heard: new Map(), isClosed: false }
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress })
    const patience = setTimeout(() => reject(new Error('no answer')), openMs)
    let head: string | undefined = ''
    let rest = ''
    socket.setEncoding('latin1') // hints are ASCII, and a byte is a character without looking
    socket.on('data', (text: string) => {
      if (head === undefined) return void (rest = note(listener, rest + text))
      head += text
      if (!head.includes('\r\n\r\n')) return
      clearTimeout(patience)
      if (head.startsWith('HTTP/1.1 200')) resolve()
      else reject(new Error(head.slice(0, 300)))
      head = undefined
    })
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

/** Answers what is not whole yet. */
function note({ heard }: Listener, text: string): string {
  const at = now()
  const end = text.lastIndexOf('\n\n')
  for (const [, topic, type, position] of text.slice(0, end + 1).matchAll(hintPattern)) {
    const key = `${topic} ${type}`
    const list = heard.get(key)
    if (list) list.push({ position: Number(position), at })
    else heard.set(key, [{ position: Number(position), at }])
  }
  return end === -1 ? text : text.slice(end + 2)
}

/** A change has arrived with the first hint of its kind that stands where it does in the outbox, or later. */
function measure(changes: readonly Change[]): FromCrowd {
  const sinceAsked = emptyHistogram()
  const sinceAnswered = emptyHistogram()
  let missing = 0
  for (const change of changes)
    for (const { page, heard } of listeners) {
      if (!page.topics.includes(change.topic)) continue
      const arrived = heard.get(`${change.topic} ${change.type}`)?.find(({ position }) => position >= change.position)
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
