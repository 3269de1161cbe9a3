'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import styles from './checkout.module.css'

/** How long the tickets are held, said calmly: minutes until the last one, then seconds. Told aloud once a minute only. */
export function Countdown({ until, onOver }: { readonly until: string; readonly onOver: () => void }) {
  const t = useTranslations('checkout')
  const left = useSecondsUntil(until, onOver)
  if (left === null) return <p className={styles.countdown}>{'\u00A0'}</p>
  if (left <= 0)
    return (
      <p className={styles.countdown} role="status">
        {t('hold.over')}
      </p>
    )
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  return (
    <p className={styles.countdown}>
      <span aria-hidden="true">{t('hold.left', { time })}</span>
      <span className="unseen" role="status">
        {t('hold.spoken', { minutes: Math.ceil(left / 60) })}
      </span>
    </p>
  )
}

/** Whole seconds until an instant; null before the browser counts. */
function useSecondsUntil(until: string, onOver: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const count = () => {
      const seconds = Math.ceil((Date.parse(until) - Date.now()) / 1000)
      setLeft(seconds)
      if (seconds > 0) return
      clearInterval(timer)
      onOver()
    }
    const timer = setInterval(count, 1000)
    count()
    return () => clearInterval(timer)
  }, [until, onOver])
  return left
}
