import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { histogramStepMs, histogramSteps, type Change, type FromCrowd, type Page, type ToCrowd } from './crowd-messages.ts'

export type Measured = {
  readonly deliveries: number
  readonly missing: number
  readonly closed: number
  sinceAsked(share: number): number
  sinceAnswered(share: number): number
}
export type Crowd = { open(pages: readonly Page[]): Promise<void>; measure(changes: readonly Change[]): Promise<Measured>; stop(): Promise<void> }
const program = new URL('crowd-child.ts', import.meta.url)

/** Listening pages in processes of their own, whose work does not delay what is measured. An address has ports for some 28,000 of them. */
export function openCrowd(ports: readonly number[], processes: number): Crowd {
  const children = Array.from({ length: processes }, () => fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))
  return {
    open: async (pages) => {
      const answers = await Promise.all(
        children.map((child, at) =>
          tell(child, { kind: 'open', ports, localAddress: `127.0.0.${at + 2}`, pages: pages.filter((_, page) => page % processes === at) }),
        ),
      )
      const refused = answers.flatMap((answer) => (answer.kind === 'opened' ? answer.refused : []))
      if (refused.length > 0) throw new Error(`a live stream does not open: ${refused[0]}`)
    },
    measure: async (changes) => merged(await Promise.all(children.map((child) => tell(child, { kind: 'measure', changes })))),
    stop: async () => {
      await Promise.all(
        children.map(async (child) => {
          const ended = once(child, 'exit')
          child.disconnect()
          await ended
        }),
      )
    },
  }
}

async function tell(child: ChildProcess, message: ToCrowd): Promise<FromCrowd> {
  const leaving = new AbortController()
  const answer = new Promise<FromCrowd>((resolve) => child.once('message', (told: FromCrowd) => resolve(told)))
  const died = once(child, 'exit', { signal: leaving.signal }).then(() => {
    throw new Error('a process of listeners died')
  })
  died.catch(() => undefined) // the answer came first
  child.send(message)
  return await Promise.race([answer, died]).finally(() => leaving.abort())
}

function merged(answers: readonly FromCrowd[]): Measured {
  const measured = answers.flatMap((answer) => (answer.kind === 'measured' ? [answer] : []))
  const sum = (of: (each: (typeof measured)[number]) => number): number => measured.reduce((total, each) => total + of(each), 0)
  const added = (of: (each: (typeof measured)[number]) => readonly number[]): readonly number[] =>
    Array.from({ length: histogramSteps }, (_, step) => sum((each) => of(each)[step] ?? 0))
  const [asked, answered] = [added(({ sinceAsked }) => sinceAsked), added(({ sinceAnswered }) => sinceAnswered)]
  return {
    deliveries: asked.reduce((total, each) => total + each, 0),
    missing: sum(({ missing }) => missing),
    closed: sum(({ closed }) => closed),
    sinceAsked: (share) => below(asked, share),
    sinceAnswered: (share) => below(answered, share),
  }
}

/** The milliseconds below which `share` of the deliveries lie. */
function below(histogram: readonly number[], share: number): number {
  const wanted = histogram.reduce((total, each) => total + each, 0) * share
  let seen = 0
  for (const [step, each] of histogram.entries()) {
    seen += each
    if (seen >= wanted) return (step + 1) * histogramStepMs
  }
  return 0
}
