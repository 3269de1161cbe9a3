import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres, type Postgres, type PostgresWish } from './postgres.ts'

export type KeptPostgres = { readonly url: string; pid(): number; stop(): Promise<void> }

/** A full disk or a busy machine may pass; each try takes some seconds. */
const tries = 30
const betweenTriesMs = 1_000

/** Keeps the embedded server running: ended by anyone but us, even by kill -9, it is started anew on its data and its port. */
export async function keepPostgres(wish: PostgresWish, giveUp: (reason: Error) => void): Promise<KeptPostgres> {
  let current = await startPostgres(wish)
  const { url } = current
  let isStopping = false
  let starting: Promise<void> = Promise.resolve()

  const watch = (server: Postgres): void => {
    const restart = async (): Promise<void> => {
      await server.ended()
      if (isStopping) return
      starting = startAgain().catch(giveUp)
      await starting
    }
    void restart()
  }
  const startAgain = async (): Promise<void> => {
    const next = await persistently(
      () => startPostgres(wish),
      () => isStopping,
    )
    if (!next) return
    current = next
    if (next.url !== url) throw new Error(`the database moved from ${hostOf(url)} to ${hostOf(next.url)}: another program took its port`)
    watch(next)
  }
  watch(current)
  const stop = async (): Promise<void> => {
    isStopping = true
    await starting
    await current.stop()
  }
  return { url, pid: () => current.pid, stop }
}

async function persistently(start: () => Promise<Postgres>, isOver: () => boolean): Promise<Postgres | undefined> {
  for (let left = tries; !isOver(); left -= 1) {
    try {
      return await start()
    } catch (error) {
      if (left === 1) throw error
      await pause(betweenTriesMs)
    }
  }
  return undefined
}

/** Without the password. */
const hostOf = (url: string): string => new URL(url).host
