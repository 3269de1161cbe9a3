import { ProviderUnavailable, type ProviderPayment } from '#payments/provider.ts'
import { patiently } from './patiently.ts'

type Charging<T> = {
  /** Sends the charge; the provider takes one reference once. */
  readonly send: () => Promise<T>
  /** What the provider knows under the reference. */
  readonly find: () => Promise<readonly ProviderPayment[]>
}

/**
 * Sends a charge whose answer may get lost. Before it is sent again the provider is asked whether it has it already; when nobody can say,
 * `arrived` tells whether a charge may stand there.
 */
export async function chargeOnce<T>({ send, find }: Charging<T>): Promise<T | ProviderPayment> {
  let arrived: 'never' | 'maybe' = 'never'
  return await patiently(async () => {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      if (error.arrived === 'maybe') arrived = 'maybe'
      const lost = new ProviderUnavailable(error.message, { arrived, retryAfterMs: error.retryAfterMs, cause: error })
      if (arrived === 'never') throw lost
      const [found] = await find().catch(() => {
        throw lost
      })
      if (found) return found
      throw lost
    }
  })
}
