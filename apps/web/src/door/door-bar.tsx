'use client'
import { IconArrowLeft } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { textOf } from '../shell/locale.ts'
import { usePaths, useReaderLocale } from '../shell/use-paths.ts'
import type { DoorView } from './door-page.tsx'
import classes from './door.module.css'

type Props = {
  readonly door: DoorView
  readonly listId: string | undefined
  readonly setListId: (id: string) => void
  readonly direction: 'in' | 'out'
  readonly setDirection: (direction: 'in' | 'out') => void
}

/** Which event, which door, and whether people come or go. */
export function DoorBar({ door, listId, setListId, direction, setDirection }: Props) {
  const t = useTranslations('door')
  const locale = useReaderLocale()
  const paths = usePaths()
  return (
    <header className={classes['bar']}>
      <div className={classes['event']}>
        <Link href={paths.doors()} aria-label={t('back')}>
          <IconArrowLeft size={22} aria-hidden />
        </Link>
        <h1>{textOf(door.title, locale)}</h1>
      </div>
      <div className={classes['choices']}>
        {door.lists.length > 1 ? (
          <select aria-label={t('list')} value={listId ?? ''} onChange={(event) => setListId(event.currentTarget.value)}>
            {door.lists.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          <span className={classes['only']}>{door.lists[0]?.name ?? t('oneDoor')}</span>
        )}
        <div className={classes['directions']} role="group" aria-label={t('direction')}>
          {(['in', 'out'] as const).map((way) => (
            <button key={way} type="button" aria-pressed={direction === way} onClick={() => setDirection(way)}>
              {t(`way.${way}`)}
            </button>
          ))}
        </div>
      </div>
    </header>
  )
}
