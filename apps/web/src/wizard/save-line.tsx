'use client'
import { IconCloudCheck, IconCloudOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useProblem } from '../shell/problem.ts'
import type { SaveState } from './use-step.ts'
import classes from './wizard.module.css'

/** Whether what was typed is safe, and where. */
export function SaveLine({ state, updatedAt }: { readonly state: SaveState; readonly updatedAt: string | undefined }) {
  const t = useTranslations('wizard')
  const problemOf = useProblem()
  const now = useMinute()
  const ago = (at: number) => {
    const minutes = Math.floor((now - at) / 60_000)
    return minutes < 1
      ? t('save.justNow')
      : minutes < 60
        ? t('save.minutes', { count: minutes })
        : t('save.hours', { count: Math.floor(minutes / 60) })
  }
  const line = (): string => {
    switch (state.kind) {
      case 'untouched':
        return updatedAt ? ago(Date.parse(updatedAt)) : t('save.auto')
      case 'saving':
        return t('save.saving')
      case 'saved':
        return ago(state.at)
      case 'kept':
        return t('save.kept')
      case 'refused':
        return t('save.refused', { why: problemOf(state.error).title })
    }
  }
  const isSafe = state.kind !== 'kept' && state.kind !== 'refused'
  return (
    <p className={classes['save']} data-safe={isSafe} role="status">
      {isSafe ? <IconCloudCheck size={18} aria-hidden /> : <IconCloudOff size={18} aria-hidden />}
      {line()}
    </p>
  )
}

function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
