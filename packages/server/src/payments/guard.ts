import { Resting, type Breaker, type Trouble } from '#core/breaker.ts'
import { ProviderUnavailable, type PaymentProvider } from './provider.ts'

/** Charging and asking fail apart: a company that answers questions may still lose every charge. */
export type Breakers = { readonly charging: Breaker; readonly asking: Breaker }

/** The same provider, left alone while it is in trouble: whoever asks meanwhile hears at once that it is unavailable. */
export function guarded(provider: PaymentProvider, { charging, asking }: Breakers): PaymentProvider {
  return {
    id: provider.id,
    capabilities: provider.capabilities,
    prepare: () => ask(provider.id, asking, () => provider.prepare()),
    createPayment: (charge) => ask(provider.id, charging, () => provider.createPayment(charge)),
    getPayment: (providerRef) => ask(provider.id, asking, () => provider.getPayment(providerRef)),
    findByReference: (reference) => ask(provider.id, asking, () => provider.findByReference(reference)),
    refund: (request) => ask(provider.id, asking, () => provider.refund(request)),
    readWebhook: (raw, headers) => provider.readWebhook(raw, headers),
  }
}

async function ask<T>(id: string, breaker: Breaker, work: () => Promise<T>): Promise<T> {
  try {
    return await breaker.run(work, troubleOf)
  } catch (error) {
    if (!(error instanceof Resting)) throw error
    throw new ProviderUnavailable(`${id} ${error.message}`, { arrived: 'never', retryAfterMs: error.forMs, cause: error })
  }
}

/** Who cannot even be reached, or says when to come back, is left alone at once. A refusal is an answer, and no trouble. */
function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof ProviderUnavailable)) return undefined
  const isSure = error.arrived === 'never' || error.retryAfterMs !== undefined
  return { weight: isSure ? 'at_once' : 'counts', restMs: error.retryAfterMs }
}
