import { parseArgs } from 'node:util'
import type { Size } from './seed-at-scale.ts'

/** What `--scale 1` means: the size for which the product's figures are promised. */
const whole: Size = { organizations: 200, events: 10_000, tickets: 1_000_000 }

/** `seed --scale 0.1`: a tenth of the promised size. Undefined without it: the season alone. */
export function sizeFrom(parameters: readonly string[]): Size | undefined {
  const { values } = parseArgs({ args: [...parameters], options: { scale: { type: 'string' } } })
  if (values.scale === undefined) return undefined
  const scale = Number(values.scale)
  if (!(scale > 0 && scale <= 20)) throw new Error('--scale is a number above 0, up to 20')
  const times = (count: number): number => Math.ceil(count * scale)
  return { organizations: times(whole.organizations), events: times(whole.events), tickets: times(whole.tickets) }
}
