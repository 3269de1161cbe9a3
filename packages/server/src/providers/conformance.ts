import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ForgedWebhook, ProviderUnavailable, type Charge, type PaymentProvider, type ProviderPayment } from '#payments/provider.ts'
import { webhookReceiver, type ReceivedWebhook, type WebhookReceiver } from '../../test/webhook-receiver.ts'

type Mode = 'normal' | 'lost' | 'duplicate' | 'late' | 'reordered' | 'forged' | 'wrong_amount'
type Fault = {
  readonly kind: 'down' | 'slow' | 'rate_limited' | 'half_answer'
  readonly times?: number
  readonly method?: string
  readonly delayMs?: number
}

/** What a simulator lets a test do to it; both are driven over HTTP on loopback by the real adapter. */
export interface Simulated {
  now(): number
  advance(ms: number): Promise<void>
  setDelivery(mode: Mode): void
  setFault(fault: Fault | undefined): void
  approveAgain(providerRef: string): string | undefined
}

export type Bench = {
  readonly provider: PaymentProvider
  readonly simulator: Simulated
  readonly retriesMs: readonly number[]
  readonly stop: () => Promise<void>
}
export type Inputs = Readonly<Record<'approving' | 'declining' | 'late' | 'redirecting', Pick<Charge, 'method' | 'details'>>>

/** Where the stopped clocks of the benches begin: noon in Bogota, so that no test runs over midnight. */
export const testsBeginAt = new Date('2026-11-21T17:00:00Z')
const enoughMs = 15_000 // every input that decides by itself has decided by then
const returnUrl = 'https://fashionistas.example/pagos/retorno?orden=7Q2'
let attempts = 0

/** What every adapter has to hold, whichever company stands behind it. `open` starts a simulator with a stopped clock that posts to the receiver. */
export function conformance(open: (receiver: WebhookReceiver) => Promise<Bench>, inputs: Inputs): void {
  let receiver: WebhookReceiver
  let bench: Bench

  beforeEach(async () => {
    receiver = await webhookReceiver()
    bench = await open(receiver)
  })
  afterEach(async () => {
    await bench.stop()
    await receiver.stop()
  })

  const chargeOf = (input: Inputs[keyof Inputs]) => newCharge(bench, input)
  async function paid(): Promise<ProviderPayment> {
    const charge = await chargeOf(inputs.approving)
    const { providerRef } = await bench.provider.createPayment(charge)
    await bench.simulator.advance(enoughMs)
    return await bench.provider.getPayment(providerRef)
  }
  const read = ({ raw, headers }: ReceivedWebhook) => bench.provider.readWebhook(raw, headers)
  const keysOf = async () => (await Promise.all(receiver.received.map(read))).flat()

  describe('outcomes', () => {
    test('P-01 a payment that the company approves ends as succeeded, with our reference and amount', async () => {
      const charge = await chargeOf(inputs.approving)
      const created = await bench.provider.createPayment(charge)
      await bench.simulator.advance(enoughMs)
      expect(await bench.provider.getPayment(created.providerRef)).toMatchObject({
        status: 'succeeded',
        reference: charge.reference,
        amount: charge.amount,
        method: charge.method,
      })
    })

    test('P-02 a payment that the company declines ends as failed with a reason in our words', async () => {
      const { providerRef } = await bench.provider.createPayment(await chargeOf(inputs.declining))
      await bench.simulator.advance(enoughMs)
      expect(await bench.provider.getPayment(providerRef)).toMatchObject({ status: 'failed', failure: { code: 'declined' } })
    })

    test('P-03 a payment whose answer comes late stays open until then', async () => {
      const created = await bench.provider.createPayment(await chargeOf(inputs.late))
      expect(['pending', 'requires_action']).toContain(created.status)
      await bench.simulator.advance(100)
      expect((await bench.provider.getPayment(created.providerRef)).status).toBe(created.status)
      await bench.simulator.advance(enoughMs)
      expect((await bench.provider.getPayment(created.providerRef)).status).toBe('succeeded')
    })

    test('P-02 a payer who is sent to the bank comes back to our address with the payment done', async () => {
      const { providerRef } = await bench.provider.createPayment(await chargeOf(inputs.redirecting))
      await bench.simulator.advance(3_000)
      const waiting = await bench.provider.getPayment(providerRef)
      expect(waiting).toMatchObject({ status: 'requires_action', next: { kind: 'redirect' } })
      const back = await press(waiting, 'approve')
      expect(back.origin + back.pathname).toBe('https://fashionistas.example/pagos/retorno')
      expect([back.searchParams.get('orden'), back.searchParams.get('id')]).toEqual(['7Q2', providerRef])
      expect((await bench.provider.getPayment(providerRef)).status).toBe('succeeded')
    })

    test('P-03 a payer who never acts leaves a payment that ends by itself', async () => {
      const { providerRef } = await bench.provider.createPayment(await chargeOf(inputs.redirecting))
      await bench.simulator.advance(31 * 60_000)
      const payment = await bench.provider.getPayment(providerRef)
      expect(['failed', 'expired']).toContain(payment.status)
      expect(payment.failure?.code).toBe('expired')
    })

    test('P-03 the amount that was really paid is told, also when it is not what we asked for', async () => {
      bench.simulator.setDelivery('wrong_amount')
      const payment = await paid()
      expect(payment.status).toBe('succeeded')
      expect(payment.amount.minor).toBeLessThan(15_000_000)
      expect(await keysOf()).toHaveLength(1)
    })

    test('P-03 two approvals of one reference are both found', async () => {
      const payment = await paid()
      const second = bench.simulator.approveAgain(payment.providerRef)
      const found = await bench.provider.findByReference(payment.reference)
      expect(found.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
      expect(new Set(found.map(({ providerRef }) => providerRef))).toEqual(new Set([payment.providerRef, second]))
    })

    test('P-03 nobody is found under a reference that was never charged', async () => {
      expect(await bench.provider.findByReference('never-used')).toEqual([])
    })
  })

  describe('webhooks', () => {
    test('P-03 a webhook names the payment that it is about', async () => {
      const { providerRef, reference } = await paid()
      expect(await keysOf()).toMatchObject([{ providerRef, reference }])
    })

    test('P-03 a lost webhook does not hide the result from whoever asks', async () => {
      bench.simulator.setDelivery('lost')
      expect((await paid()).status).toBe('succeeded')
      expect(receiver.received).toHaveLength(0)
    })

    test('P-03 the same news told twice carry the same key', async () => {
      bench.simulator.setDelivery('duplicate')
      await paid()
      const [first, second] = await keysOf()
      expect(first).toBeDefined()
      expect(second).toEqual(first)
    })

    test('P-03 a late webhook is still good', async () => {
      bench.simulator.setDelivery('late')
      const { providerRef } = await paid()
      expect(receiver.received).toHaveLength(0)
      await bench.simulator.advance(15 * 60_000)
      expect(await keysOf()).toMatchObject([{ providerRef }])
    })

    test('P-03 webhooks may arrive in another order than the payments', async () => {
      bench.simulator.setDelivery('reordered')
      const first = await paid()
      const second = await paid()
      await bench.simulator.advance(1_000)
      expect((await keysOf()).map(({ providerRef }) => providerRef)).toEqual([second.providerRef, first.providerRef])
    })

    test('P-03 a webhook that we could not take is sent again on the schedule, with the same key', async () => {
      receiver.refuse(2)
      await paid()
      expect(receiver.received).toHaveLength(1)
      for (const delayMs of bench.retriesMs.slice(0, 2)) await bench.simulator.advance(delayMs)
      const events = await keysOf()
      expect(events).toHaveLength(3)
      expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(1)
      await bench.simulator.advance(48 * 3_600_000)
      expect(receiver.received).toHaveLength(3)
    })

    test('P-03 a webhook signed with another secret is refused', async () => {
      bench.simulator.setDelivery('forged')
      await paid()
      const [forged] = receiver.received
      await expect(bench.provider.readWebhook(forged?.raw ?? new Uint8Array(), forged?.headers ?? new Headers())).rejects.toThrow(ForgedWebhook)
      expect(receiver.received).toHaveLength(1)
    })

    test('P-03 a webhook whose bytes were touched on the way is refused', async () => {
      const { providerRef } = await paid()
      const [genuine] = receiver.received
      const raw = new TextEncoder().encode(new TextDecoder().decode(genuine?.raw).replaceAll(providerRef, `${providerRef}9`))
      await expect(bench.provider.readWebhook(raw, genuine?.headers ?? new Headers())).rejects.toThrow(ForgedWebhook)
      await expect(bench.provider.readWebhook(new TextEncoder().encode('{}'), new Headers())).rejects.toThrow(ForgedWebhook)
    })
  })

  describe('faults', () => {
    test.each(['slow', 'half_answer'] as const)('P-03 a charge whose answer is lost (%s) is found again and never made twice', async (kind) => {
      const charge = await chargeOf(inputs.approving)
      bench.simulator.setFault({ kind, method: 'POST', times: 1 })
      const created = await bench.provider.createPayment(charge)
      const again = await bench.provider.createPayment(charge)
      expect(again.providerRef).toBe(created.providerRef)
      expect(await bench.provider.findByReference(charge.reference)).toHaveLength(1)
    })

    test('P-03 the same charge sent ten times at once is made once', async () => {
      const charge = await chargeOf(inputs.approving)
      const answers = await Promise.all(Array.from({ length: 10 }, () => bench.provider.createPayment(charge)))
      expect(new Set(answers.map(({ providerRef }) => providerRef)).size).toBe(1)
      expect(await bench.provider.findByReference(charge.reference)).toHaveLength(1)
    })

    test('P-03 a charge may be repeated after the company was unreachable all along', async () => {
      const charge = await chargeOf(inputs.approving)
      bench.simulator.setFault({ kind: 'half_answer' })
      await expect(bench.provider.createPayment(charge)).rejects.toThrow(ProviderUnavailable)
      bench.simulator.setFault(undefined)
      const created = await bench.provider.createPayment(charge)
      expect(await bench.provider.findByReference(charge.reference)).toMatchObject([{ providerRef: created.providerRef }])
    })

    test.each(['down', 'rate_limited'] as const)('P-01 a company that is %s is told apart from one that says no', async (kind) => {
      const charge = await chargeOf(inputs.approving)
      bench.simulator.setFault({ kind })
      await expect(bench.provider.createPayment(charge)).rejects.toThrow(ProviderUnavailable)
      await expect(bench.provider.prepare()).rejects.toThrow(ProviderUnavailable)
    })
  })
}

export async function newCharge(
  { provider, simulator }: Pick<Bench, 'provider' | 'simulator'>,
  input: Pick<Charge, 'method' | 'details'>,
): Promise<Charge> {
  const { acceptances } = await provider.prepare()
  attempts += 1
  return {
    ...input,
    acceptances,
    reference: `ord_7Q2-${attempts}`,
    amount: { minor: 15_000_000, currency: 'COP' },
    description: "Boletas Noche de l'Atelier",
    returnUrl,
    payer: { name: 'Ana Ruiz', email: 'ana@example.co', phone: '+573001112233', documentType: 'CC', documentNumber: '1020304050' },
    expiresAt: new Date(simulator.now() + 30 * 60_000),
  }
}

/** Presses a button on the page where the payer was sent, and says where the browser goes next. */
async function press({ next }: ProviderPayment, button: string): Promise<URL> {
  if (next?.kind !== 'redirect') throw new Error('this payment has no page')
  const shown = await fetch(next.url)
  expect(shown.status).toBe(200)
  const answer = await fetch(next.url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ act: button, decision: button }) })
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get('location') ?? '')
}
