'use client'
import { useTranslations } from 'next-intl'
import { formatTime } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import classes from './door.module.css'
import type { WaitingScan } from './waiting-scans.ts'

/** Scans that are still undecided. Who has left must not be admitted later: that scan can be thrown away. */
export function WaitingList({
  waiting,
  forget,
  timeZone,
}: {
  readonly waiting: readonly WaitingScan[]
  readonly forget: (scanId: string) => void
  readonly timeZone: string
}) {
  const t = useTranslations('door')
  const locale = useReaderLocale()
  return (
    <section className={classes['tool']} aria-label={t('waiting.title')}>
      <p className={classes['small']}>{t('waiting.text')}</p>
      <ul className={classes['people']}>
        {waiting.map((scan) => (
          <li key={scan.scanId}>
            <span>
              <strong>{scan.code.length > 24 ? `${scan.code.slice(0, 10)}…${scan.code.slice(-6)}` : scan.code}</strong>
              <small>
                {formatTime(scan.deviceTime, timeZone, locale)} · {t(`way.${scan.direction}`)}
              </small>
            </span>
            <button type="button" onClick={() => forget(scan.scanId)}>
              {t('waiting.forget')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
