'use client'
import { useTranslations } from 'next-intl'
import { formatTime } from '../shell/format.ts'
import { textOf } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import type { DoorView } from './door-page.tsx'
import classes from './door.module.css'
import { UndoScan } from './undo-scan.tsx'

/** The last scans of all doors; an admission can be taken back from here too. */
export function LastScans({ door }: { readonly door: DoorView }) {
  const t = useTranslations('door')
  const locale = useReaderLocale()
  return (
    <section className={classes['tool']} aria-label={t('tools.last')}>
      {door.last.length === 0 ? <p className={classes['small']}>{t('last.none')}</p> : null}
      <ul className={classes['people']}>
        {door.last.map((scan) => (
          <li key={scan.scanId}>
            <span>
              <strong>{scan.holderName ?? t('last.unknown')}</strong>
              <small>
                {[
                  t(`verdict.${scan.verdict}`),
                  scan.typeName ? textOf(scan.typeName, locale) : null,
                  scan.gate,
                  formatTime(scan.scannedAt, door.timeZone, locale),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            {scan.verdict === 'admitted' ? <UndoScan scanId={scan.scanId} done={() => undefined} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
