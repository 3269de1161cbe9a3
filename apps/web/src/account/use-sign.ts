'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { sign } from '../shell/sign.ts'
import type { SignAct } from '../shell/sign.ts'

class SignRefused extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, status: number) {
    super(code)
    this.code = code
    this.status = status
  }
}

/** One act of signing in, with what went wrong in the reader's words. */
export function useSign(act: SignAct, onDone: () => void | Promise<void>) {
  const t = useTranslations('account')
  const attempt = useMutation({
    mutationFn: async (fields: Readonly<Record<string, unknown>>) => {
      const answer = await sign(act, fields)
      if (!answer.ok) throw new SignRefused(answer.code, answer.status)
    },
    onSuccess: onDone,
  })
  return {
    send: (fields: Readonly<Record<string, unknown>>) => {
      if (!attempt.isPending) attempt.mutate(fields)
    },
    isPending: attempt.isPending,
    isDone: attempt.isSuccess,
    problem: attempt.error ? t(`problem.${problemOf(attempt.error)}`) : undefined,
  }
}

function problemOf(error: Error): string {
  if (!(error instanceof SignRefused)) return 'offline'
  if (error.status === 429) return 'tooMany'
  if (/EXIST/.test(error.code)) return 'exists'
  if (/OTP|CODE/.test(error.code)) return 'code'
  if (/TOKEN/.test(error.code)) return 'token'
  if (/PASSWORD_TOO/.test(error.code)) return 'password'
  if (error.status === 401 || /INVALID_EMAIL_OR_PASSWORD/.test(error.code)) return 'credentials'
  if (error.status >= 500) return 'fault'
  return 'other'
}
