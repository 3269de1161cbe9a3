import { once } from 'node:events'
import type { ChildProcess } from 'node:child_process'
import { lastLines, startProgram, stopChild, type Program } from './child.ts'

export type Simulators = { readonly env: Readonly<Record<string, string>>; stop(): Promise<void> }

/** Starts the simulators in a process of their own and waits for their addresses and keys. */
export async function startSimulatorsProcess(program: Program, giveUp: (reason: Error) => void): Promise<Simulators> {
  const child = startProgram(program)
  const env = await firstMessage(child, program)
  let isStopping = false
  // Their keys and ports are new at each start, so nobody else could go on with the ones that it knows.
  child.once('exit', (code) => isStopping || giveUp(new Error(`the simulators ended (${code}):\n${lastLines(program)}`)))
  const stop = async (): Promise<void> => {
    isStopping = true
    await stopChild(child)
  }
  return { env, stop }
}

async function firstMessage(child: ChildProcess, program: Program): Promise<Readonly<Record<string, string>>> {
  const controller = new AbortController()
  const ended = once(child, 'exit', { signal: controller.signal }).then(([code]) => {
    throw new Error(`the simulators did not start (${code}):\n${lastLines(program)}`)
  })
  const told = once(child, 'message', { signal: controller.signal }).then(([message]: readonly unknown[]) => textsOf(message))
  try {
    return await Promise.race([told, ended])
  } finally {
    controller.abort()
    await Promise.allSettled([told, ended])
  }
}

function textsOf(message: unknown): Readonly<Record<string, string>> {
  if (typeof message !== 'object' || message === null) throw new Error('the simulators told something else than their variables')
  return Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)]))
}

/** A provider that the environment names is real, whole: not one variable of its simulator is mixed in. */
export function withoutReal(simulated: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const company = (name: string): string => name.split('_')[0] ?? name
  const real = new Set(
    Object.entries(given)
      .filter(([, value]) => value !== '')
      .map(([name]) => company(name)),
  )
  return Object.fromEntries(Object.entries(simulated).filter(([name]) => !real.has(company(name))))
}
