'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import buttons from '../shell/button.module.css'
import { TextField } from '../shell/fields.tsx'
import { phoneOf } from '../checkout/phone.ts'
import { SignForm } from './sign-form.tsx'
import { useSign } from './use-sign.ts'

/** A code by WhatsApp (or SMS when WhatsApp does not reach the phone). */
export function CodeForm({ onEntered }: { readonly onEntered: () => Promise<void> }) {
  const t = useTranslations('account')
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const ask = useSign('phone-number/send-otp', () => undefined)
  const enter = useSign('phone-number/verify', onEntered)
  const phoneNumber = phoneOf(phone)
  if (!ask.isDone) {
    return (
      <SignForm
        send={t('signIn.sendCode')}
        isPending={ask.isPending}
        problem={ask.problem}
        onSend={() => {
          setTried(true)
          if (phoneNumber) ask.send({ phoneNumber })
        }}
      >
        <TextField
          label={t('phone')}
          name="phone"
          type="tel"
          autoComplete="tel"
          inputMode="tel"
          required
          value={phone}
          onText={setPhone}
          placeholder="+57 300 123 4567"
          hint={t('signIn.codeHint')}
          problem={isTried && !phoneNumber ? t('problem.phone') : undefined}
        />
      </SignForm>
    )
  }
  return (
    <SignForm
      send={t('signIn.enter')}
      isPending={enter.isPending}
      problem={enter.problem}
      onSend={() => enter.send({ phoneNumber, code: code.trim() })}
    >
      <TextField
        label={t('signIn.code')}
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        maxLength={8}
        value={code}
        onText={setCode}
        hint={t('signIn.codeSent', { phone: phoneNumber ?? phone })}
      />
      <button type="button" className={buttons.quiet} onClick={() => ask.send({ phoneNumber })}>
        {t('signIn.codeAgain')}
      </button>
    </SignForm>
  )
}
