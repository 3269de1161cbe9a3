import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readState, stateFile } from './sandbox/kernel/state-file.ts'
import { sandboxSimulator } from './sandbox/sandbox-simulator.ts'
import { wompiSimulator } from './wompi/wompi-simulator.ts'

const Secrets = z.object({
  wompiPublic: z.string(),
  wompiPrivate: z.string(),
  wompiIntegrity: z.string(),
  wompiEvents: z.string(),
  sandbox: z.string(),
})
type Secrets = z.infer<typeof Secrets>

export type PaymentSimulators = {
  /** What the server has to be started with. */
  readonly env: Readonly<Record<string, string>>
  /** What the product's own address has to pass on, so that a phone sees one address. */
  readonly routes: readonly { readonly prefix: string; readonly url: string }[]
  stop(): Promise<void>
}

/** Both payment companies on free ports of loopback, with secrets and payments that outlive a restart. */
export async function startPaymentSimulators(options: {
  readonly dataDir: string
  readonly publicUrl: string
  readonly webhookBaseUrl: string
}): Promise<PaymentSimulators> {
  const dataDir = join(options.dataDir, 'payments')
  const publicUrl = options.publicUrl.replace(/\/$/, '')
  const webhooks = `${options.webhookBaseUrl.replace(/\/$/, '')}/webhooks`
  const keys = await secrets(dataDir)
  const wompiKeys = {
    publicKey: keys.wompiPublic,
    privateKey: keys.wompiPrivate,
    integritySecret: keys.wompiIntegrity,
    eventsSecret: keys.wompiEvents,
  }
  const wompi = await wompiSimulator({ ...wompiKeys, eventsUrl: `${webhooks}/wompi`, dataDir, publicUrl: `${publicUrl}/sim/wompi` }).listen()
  const sandbox = await sandboxSimulator({
    secret: keys.sandbox,
    webhookUrl: `${webhooks}/sandbox`,
    dataDir,
    publicUrl: `${publicUrl}/sim/sandbox`,
  }).listen()
  return {
    env: {
      WOMPI_BASE_URL: `${wompi.url}/v1`,
      WOMPI_BROWSER_BASE_URL: `${publicUrl}/sim/wompi/v1`,
      WOMPI_PUBLIC_KEY: keys.wompiPublic,
      WOMPI_PRIVATE_KEY: keys.wompiPrivate,
      WOMPI_INTEGRITY_SECRET: keys.wompiIntegrity,
      WOMPI_EVENTS_SECRET: keys.wompiEvents,
      SANDBOX_BASE_URL: sandbox.url,
      SANDBOX_SECRET: keys.sandbox,
    },
    routes: [
      { prefix: '/sim/wompi', url: wompi.url },
      { prefix: '/sim/sandbox', url: sandbox.url },
    ],
    stop: async () => {
      await Promise.all([wompi.stop(), sandbox.stop()])
    },
  }
}

const make = (prefix: string) => `${prefix}${randomBytes(18).toString('hex')}`

/** Made once: with known secrets anybody in the same network could forge a paid order. */
async function secrets(dataDir: string): Promise<Secrets> {
  const stored = readState(dataDir, 'secrets.json')
  if (stored !== undefined) return Secrets.parse(stored)
  const made: Secrets = {
    wompiPublic: make('pub_test_'),
    wompiPrivate: make('prv_test_'),
    wompiIntegrity: make('test_integrity_'),
    wompiEvents: make('test_events_'),
    sandbox: make('sandbox_'),
  }
  await stateFile(dataDir, 'secrets.json', () => made).save()
  return made
}
