import { join } from 'node:path'
import { startMessageSimulators } from './messages.ts'
import { startPaymentSimulators } from './payments.ts'

export { startMessageSimulators, type MessageSimulators } from './messages.ts'
export { startPaymentSimulators, type PaymentSimulators } from './payments.ts'

export type Simulators = { readonly env: Readonly<Record<string, string>>; stop(): Promise<void> }

/** The whole outside world: payment companies, WhatsApp, SMS, mail and the local inbox. `env` is what the product is started with. */
export async function startSimulators({
  publicUrl,
  dataDir,
  webhookBaseUrl = publicUrl,
}: {
  readonly publicUrl: string
  readonly dataDir: string
  readonly webhookBaseUrl?: string
  readonly databaseUrl?: string
}): Promise<Simulators> {
  const own = join(dataDir, 'simulators')
  const payments = await startPaymentSimulators({ dataDir: own, publicUrl, webhookBaseUrl })
  const messages = await startMessageSimulators({ dataDir: own, publicUrl, webhookBaseUrl, routes: payments.routes })
  return {
    env: { ...payments.env, ...messages.env },
    stop: async () => {
      await Promise.all([messages.stop(), payments.stop()])
    },
  }
}
