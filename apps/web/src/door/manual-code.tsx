'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import classes from './door.module.css'
import { wakeSound } from './signal.ts'

/** Who asked for the field wants to type: the cursor is there, once. */
const takeFocus = (field: HTMLInputElement | null): void => field?.focus({ preventScroll: true })

/** The code under the QR, typed: for a broken screen or a wet print. */
export function ManualCode({ submit }: { readonly submit: (code: string) => void }) {
  const t = useTranslations('door')
  const [code, setCode] = useState('')
  const isShort = code.trim().length < 4
  return (
    <form
      className={classes['tool']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isShort) return
        wakeSound()
        submit(code)
        setCode('')
      }}
    >
      <label htmlFor="door-code">{t('manual.label')}</label>
      <div className={classes['line']}>
        <input
          id="door-code"
          ref={takeFocus}
          value={code}
          maxLength={400}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <button type="submit" className={classes['main']} aria-disabled={isShort}>
          {t('manual.check')}
        </button>
      </div>
      <p className={classes['small']}>{isShort ? t('manual.short') : t('manual.ready')}</p>
    </form>
  )
}
