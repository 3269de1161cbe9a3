import pg from 'pg'
import { rounded } from '../report.ts'

const connections = 16
const everyMs = 20

/** What waking the relay costs those who commit: nothing said, a NOTIFY in every commit, and one at most every 20 ms beside them, as the product does. */
export async function commitRates(databaseUrl: string, seconds: number) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections })
  await pool.query('create table if not exists bench_commits (id bigint generated always as identity primary key, note text)')
  const insert = `insert into bench_commits (note) values ('x')`
  const rate = async (statement: string): Promise<number> => {
    const endsAt = performance.now() + seconds * 1000
    let done = 0
    const writer = async (): Promise<void> => {
      const client = await pool.connect()
      for (; performance.now() < endsAt; done += 1) await client.query(statement)
      client.release()
    }
    await Promise.all(Array.from({ length: connections }, writer))
    return rounded(done / seconds, 0)
  }
  const side = new pg.Client({ connectionString: databaseUrl })
  await side.connect()
  await side.query('set synchronous_commit = off')
  await rate(insert) // warm
  const silent = await rate(insert)
  const notifyEach = await rate(`begin; ${insert}; notify bench_commits, 'x'; commit`)
  const timer = setInterval(() => void side.query('notify bench_nudges'), everyMs)
  const nudged = await rate(insert)
  clearInterval(timer)
  await side.end()
  await pool.query('drop table bench_commits')
  await pool.end()
  return { silent, notifyEach, nudged }
}
