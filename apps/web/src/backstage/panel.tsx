import type { ReactNode } from 'react'
import { useId } from 'react'
import classes from './backstage.module.css'

/** A framed part of a page with its title, and something small on the right. */
export function Panel({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes['panel']} aria-labelledby={id}>
      <header className={classes['panelHead']}>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

/** The title of a page, where one came from, and what one can do there. */
export function PageHead({
  title,
  above,
  note,
  children,
}: {
  readonly title: string
  readonly above?: ReactNode
  readonly note?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <header className={classes['pageHead']}>
      <div className={classes['pageTitle']}>
        {above ? <div className={classes['above']}>{above}</div> : null}
        <h1>{title}</h1>
        {note ? <div className={classes['note']}>{note}</div> : null}
      </div>
      {children ? <div className={classes['pageActions']}>{children}</div> : null}
    </header>
  )
}

/** A large figure with its name. */
export function Figure({ label, value, note }: { readonly label: string; readonly value: string; readonly note?: ReactNode }) {
  return (
    <div className={classes['figure']}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {note ? <dd className={classes['figureNote']}>{note}</dd> : null}
    </div>
  )
}

export const Figures = ({ children }: { readonly children: ReactNode }) => <dl className={classes['figures']}>{children}</dl>
