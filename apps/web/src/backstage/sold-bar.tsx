import { useTranslations } from 'next-intl'
import { formatNumber } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './backstage.module.css'

/** How much of a stock is sold, as a quiet bar and in figures; what buyers hold now is the lighter part. */
export function SoldBar({
  sold,
  held = 0,
  capacity,
  label,
}: {
  readonly sold: number
  readonly held?: number
  readonly capacity: number | null
  readonly label: string
}) {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const share = (part: number) => `${capacity ? Math.min(100, (part / capacity) * 100) : 0}%`
  const figures =
    capacity === null
      ? t('sold.only', { sold: formatNumber(sold, locale) })
      : t('sold.of', { sold: formatNumber(sold, locale), capacity: formatNumber(capacity, locale) })
  return (
    <div className={classes['sold']}>
      <div className={classes['soldTrack']} role="img" aria-label={`${label}: ${figures}`}>
        <span className={classes['soldPart']} style={{ width: share(sold) }} />
        <span className={classes['heldPart']} style={{ width: share(held) }} />
      </div>
      <span className={classes['soldFigures']} aria-hidden="true">
        {figures}
      </span>
    </div>
  )
}
