import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'

/** `slow` and `half_answer` do the work first: the caller cannot know whether it was done. */
export const Fault = z.object({
  kind: z.enum(['down', 'slow', 'rate_limited', 'half_answer']),
  times: z.coerce.number().int().min(1).max(1_000_000).default(1_000_000),
  /** Only this method, for example POST: to lose the answer of a creation but not of the search after it. */
  method: z.string().toUpperCase().optional(),
  delayMs: z.coerce.number().int().min(0).max(120_000).default(20_000),
})
export type Fault = z.infer<typeof Fault>
export type FaultInput = { readonly kind: Fault['kind']; readonly times?: number; readonly method?: string; readonly delayMs?: number }

export interface Faults {
  set(fault: Fault | undefined): void
  readonly current: Fault | undefined
  readonly middleware: MiddlewareHandler
}

export function faults(): Faults {
  let current: Fault | undefined

  function take(method: string): Fault | undefined {
    const fault = current
    if (!fault || (fault.method && fault.method !== method)) return undefined
    current = fault.times > 1 ? { ...fault, times: fault.times - 1 } : undefined
    return fault
  }

  return {
    get current() {
      return current
    },
    set(fault) {
      current = fault
    },
    async middleware(context, next) {
      const fault = take(context.req.method)
      switch (fault?.kind) {
        case 'down':
          return context.text('Service Unavailable', 503)
        case 'rate_limited':
          return context.json({ error: { type: 'TOO_MANY_REQUESTS', reason: 'Demasiadas peticiones' } }, 429, { 'retry-after': '5' })
        case 'slow':
          await next()
          await pause(fault.delayMs, context.req.raw.signal)
          return
        case 'half_answer': {
          await next()
          const whole = await context.res.text()
          context.res = new Response(whole.slice(0, Math.floor(whole.length / 2)), {
            status: context.res.status,
            headers: { 'content-type': 'application/json' },
          })
          return
        }
        case undefined:
          await next()
      }
    },
  }
}

/** Ends early when the caller has hung up. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
