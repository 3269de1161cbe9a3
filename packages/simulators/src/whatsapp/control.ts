import { Hono } from 'hono'
import { z } from 'zod'
import type { Courier } from '../sandbox/kernel/courier.ts'
import { DeliveryMode } from '../sandbox/kernel/courier.ts'
import { Fault, type Faults } from '../sandbox/kernel/faults.ts'
import type { Book } from './book.ts'
import type { PhoneLine } from './phone-line.ts'

const longestAdvanceMs = 31 * 24 * 3_600_000
const Inbound = z.object({
  from: z.string(),
  name: z.string().optional(),
  text: z.string(),
  kind: z.enum(['text', 'button', 'choice', 'media', 'location']).default('text'),
  payload: z.string().optional(),
  answers: z.string().optional(),
})

/** What a test or a person may do to the simulator from outside. */
export function control({
  book,
  line,
  courier,
  faults,
  advance,
}: {
  readonly book: Book
  readonly line: PhoneLine
  readonly courier: Courier
  readonly faults: Faults
  advance(ms: number): Promise<void>
}): Hono {
  const app = new Hono()
  app.get('/_sim/messages', (context) => context.json([...book.messages.values()]))
  app.get('/_sim/templates', (context) => context.json([...book.templates.values()]))
  app.get('/_sim/events', (context) => context.json(courier.list()))
  app.post('/_sim/inbound', async (context) => {
    const inbound = Inbound.parse(await context.req.json())
    return context.json({
      id: line.receive({ ...inbound, from: inbound.from.startsWith('+') || inbound.from.startsWith('CO.') ? inbound.from : `+${inbound.from}` }).id,
    })
  })
  app.post('/_sim/clock/advance', async (context) => {
    await advance(z.object({ advanceMs: z.number().min(0).max(longestAdvanceMs) }).parse(await context.req.json()).advanceMs)
    return context.json({ ok: true })
  })
  app.post('/_sim/delivery', async (context) => {
    courier.setMode(z.object({ mode: DeliveryMode }).parse(await context.req.json()).mode)
    return context.json({ ok: true })
  })
  app.post('/_sim/faults', async (context) => {
    const body: unknown = await context.req.json()
    faults.set(z.object({ kind: z.literal('none') }).safeParse(body).success ? undefined : Fault.parse(body))
    return context.json({ ok: true })
  })
  app.post('/_sim/tier', async (context) => {
    book.tier = z.object({ limit: z.number().int().min(0) }).parse(await context.req.json()).limit
    return context.json({ ok: true })
  })
  app.onError((error, context) => context.json({ ok: false, error: error.message }, error instanceof z.ZodError ? 422 : 500))
  return app
}
