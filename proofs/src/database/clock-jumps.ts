import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shopper, waitingPhone, type Order } from '../faults/shopper.ts'
import { until } from '../faults/until.ts'
import type { Scene } from './attacks.ts'
import { crowd } from './crowd.ts'
import { judge } from './judge.ts'

const libraries = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
/** An hour behind, a charge has an end that is past by the company's clock: it refuses, the buyer is told so, and nobody pays. */
const jumps: readonly { readonly time: string; readonly sells: boolean }[] = [
  { time: '+2h', sells: true },
  { time: '-5m', sells: true },
  { time: '-1h', sells: false },
  { time: '+0', sells: true },
]
const buyersEach = 8
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The clocks of the running api and worker jump, forward and back, over the end of holds; the database's does not. Needs Debian's libfaketime. */
export async function clockJumps(
  { ground, wish }: Scene,
  figures: Record<string, number | string>,
  tell: (step: string) => void,
): Promise<readonly string[]> {
  const library = libraries.find((path) => existsSync(path))
  if (!library) {
    figures['clock jumps'] = 'not tried: libfaketime is not installed; clock-jumps.test.ts moves the World instead'
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'fault-clock-'))
  const clock = join(folder, 'clock')
  const show = (time: string): void => {
    writeFileSync(`${clock}.new`, `${time}\n`)
    renameSync(`${clock}.new`, clock)
  }
  show('+0')
  const fake = { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' }
  const servers = await ground.serve({ PAYMENT_PROVIDERS: 'sandbox', ...fake })
  const late = await openPayment(ground, wish)
  const buyers = crowd(ground.url, wish, buyersEach)
  const problems: string[] = []
  try {
    for (const { time, sells } of jumps) {
      show(time)
      const answered = sells ? buyers.paid : buyers.refused
      const before = answered.length
      await until(`buyers ${sells ? 'buy' : 'are refused'} at ${time}`, async () => answered.length > before + buyersEach)
    }
    await ground.companies.sandbox.decide(late.providerRef, 'approved')
    await until(
      'money that came two hours late by our clock has its ticket',
      async () => (await shopper(ground.url).look(late.order)).state === 'paid',
    )
  } catch (error) {
    problems.push(`clock jumps: ${messageOf(error)}`)
  }
  await buyers.stop().catch((error: unknown) => problems.push(`clock jumps: ${messageOf(error)}`))
  if (!servers.api.isAlive() || !servers.worker.isAlive()) problems.push('clock jumps: a process ended')
  problems.push(...(await judge(ground, buyers)).map((problem) => `clock jumps: ${problem}`))
  figures['clock jumps'] =
    `${jumps.map(({ time }) => time).join(', ')}: ${buyers.paid.length} orders, ${buyers.refused.length} refused, answers ${JSON.stringify(buyers.statuses)}`
  tell(`  clock jumps: ${figures['clock jumps']}${problems.length > 0 ? `; ${problems.join('; ')}` : ''}`)
  await ground.serve({ PAYMENT_PROVIDERS: 'sandbox' })
  rmSync(folder, { recursive: true, force: true })
  return problems
}

async function openPayment(
  { url, database }: Scene['ground'],
  wish: Scene['wish'],
): Promise<{ readonly order: Order; readonly providerRef: string }> {
  const buyer = shopper(url)
  const order = await buyer.hold(wish)
  const paying = await buyer.pay(order, waitingPhone)
  if ('refused' in paying) throw new Error(`a payment could not be opened: ${paying.refused.code}`)
  const { rows } = await database.query<{ provider_ref: string }>('select provider_ref from payments where id = $1', [paying.payment.id])
  return { order, providerRef: rows[0]?.provider_ref ?? '' }
}
