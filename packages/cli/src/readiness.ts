import { setTimeout as pause } from 'node:timers/promises'
import type { Child } from './child.ts'

const timeoutMs = 120_000

/** Waits until each address has answered, one after the other. What the servers said last goes with the error. */
export async function becomesReady(addresses: readonly string[], servers: readonly Child[], failed: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (const address of addresses) {
    let answered = await ask(address)
    while (answered !== 'ok') {
      failed.throwIfAborted()
      if (Date.now() > deadline)
        throw new Error(`${address} does not answer (${answered}):\n${servers.map((server) => `${server.name}: ${server.lastLines()}`).join('\n')}`)
      await pause(50)
      answered = await ask(address)
    }
  }
}

/** Below 500, because a page may well redirect, or ask for a sign-in. */
async function ask(address: string): Promise<string> {
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(15_000) })
    await answer.body?.cancel()
    return answer.status < 500 ? 'ok' : `status ${answer.status}`
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  }
}
