import classes from './backstage.module.css'

/** How good the news is: each tone has its own shape, so that colour is never alone. */
export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'quiet'

const shapes: Readonly<Record<Tone, string>> = { good: '●', busy: '◐', warning: '▲', bad: '■', quiet: '○' }

/** A state as shape, word and colour. */
export function StateMark({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <span className={classes['mark']} data-tone={tone}>
      <span aria-hidden="true">{shapes[tone]}</span> {children}
    </span>
  )
}
