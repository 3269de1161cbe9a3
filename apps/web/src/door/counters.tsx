import type { ScanResult } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { formatNumber } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './door.module.css'

/** How many came, how many are in, how many are still expected. */
export function Counters({ counts }: { readonly counts: ScanResult['counts'] }) {
  const t = useTranslations('door')
  const locale = useReaderLocale()
  const figures = [
    ['admitted', counts.admitted],
    ['inside', counts.inside],
    ['missing', Math.max(0, counts.expected - counts.admitted)],
  ] as const
  return (
    <dl className={classes['counters']}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`counts.${name}`)}</dt>
          <dd>{formatNumber(value, locale)}</dd>
        </div>
      ))}
    </dl>
  )
}
