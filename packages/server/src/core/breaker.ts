import type { World } from './world.ts'

export type BreakerState = 'closed' | 'open' | 'half_open'
/** How bad an error is: `counts` towards a rest, or brings one `at_once`, for as long as the other side asked for. */
export type Trouble = { readonly weight: 'counts' | 'at_once'; readonly restMs?: number | undefined }
type Settings = { readonly failures: number; readonly restMs: number; readonly longestRestMs: number }

const usual: Settings = { failures: 3, restMs: 20_000, longestRestMs: 5 * 60_000 }

/** Thrown instead of asking somebody who rests. */
export class Resting extends Error {
  override readonly name = 'Resting'
  readonly forMs: number
  constructor(forMs: number) {
    super(`rests for ${Math.ceil(forMs / 1000)} s more`)
    this.forMs = forMs
  }
}

/**
 * Leaves an outside company alone after failures in a row, so that nobody waits for its time-outs. After the rest one call is let through:
 * if it succeeds all goes on, if it fails the rest doubles. Rests are jittered, so that many processes do not come back at once.
 */
export class Breaker {
  readonly #world: Pick<World, 'now' | 'random'>
  readonly #settings: Settings
  readonly #onChange: (state: BreakerState) => void
  #failures = 0
  #openings = 0
  #rest: { readonly from: number; readonly ms: number } | undefined
  #isProbing = false

  constructor(world: Pick<World, 'now' | 'random'>, onChange: (state: BreakerState) => void = () => {}, settings: Partial<Settings> = {}) {
    this.#world = world
    this.#onChange = onChange
    this.#settings = { ...usual, ...settings }
  }

  get state(): BreakerState {
    return this.#rest === undefined ? 'closed' : this.restMs > 0 || this.#isProbing ? 'open' : 'half_open'
  }

  /** Milliseconds until a call may be tried. A clock that was set back does not make the rest longer. */
  get restMs(): number {
    if (!this.#rest) return 0
    const passed = this.#world.now().getTime() - this.#rest.from
    return passed < 0 ? 0 : Math.max(0, this.#rest.ms - passed)
  }

  /** Runs the work, or throws `Resting`. `troubleOf` tells an error of the other side from a plain no, which is an answer. */
  async run<T>(work: () => Promise<T>, troubleOf: (error: unknown) => Trouble | undefined): Promise<T> {
    const state = this.state
    if (state === 'open') throw new Resting(Math.max(1000, this.restMs))
    const isProbe = state === 'half_open'
    if (isProbe) this.#isProbing = true
    try {
      const result = await work()
      this.#succeeded(isProbe)
      return result
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble) this.#failed(isProbe, trouble)
      else this.#succeeded(isProbe)
      throw error
    } finally {
      if (isProbe) this.#isProbing = false
    }
  }

  #succeeded(isProbe: boolean): void {
    if (this.#rest && !isProbe) return // it was asked before the rest began: old news
    this.#failures = 0
    if (!this.#rest) return
    this.#rest = undefined
    this.#openings = 0
    this.#onChange('closed')
  }

  #failed(isProbe: boolean, { weight, restMs = 0 }: Trouble): void {
    if (this.#rest && !isProbe) return
    this.#failures += 1
    if (!isProbe && weight === 'counts' && this.#failures < this.#settings.failures) return
    const { restMs: first, longestRestMs } = this.#settings
    const chance = (this.#world.random(1)[0] ?? 128) / 255
    const ms = Math.max(first * 2 ** this.#openings * (0.8 + 0.4 * chance), restMs)
    this.#rest = { from: this.#world.now().getTime(), ms: Math.min(ms, longestRestMs) }
    this.#openings += 1
    this.#onChange('open')
  }
}
