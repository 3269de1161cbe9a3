'use client'
import type { PaymentView } from '@fashionistas/contract'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { z } from 'zod'
import buttons from '../shell/button.module.css'
import { formatDateTime, formatMoney, formatPhone } from '../shell/format.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import styles from './checkout.module.css'
import { goTo } from './go-to.ts'

type Props = { readonly payment: z.infer<typeof PaymentView>; readonly timeZone: string }

/** What the payer does now, for each way of paying. */
export function NextStep({ payment, timeZone }: Props) {
  const t = useTranslations('checkout')
  const locale = useReaderLocale()
  const { next } = payment
  if (next === null) return <p>{t('next.wait')}</p>
  switch (next.kind) {
    case 'redirect':
      return (
        <div>
          <p>{t('next.redirect')}</p>
          <p>
            <button type="button" className={buttons.primary} onClick={() => goTo(next.url)}>
              {t('next.goOn')}
            </button>
          </p>
        </div>
      )
    case 'push':
      return (
        <ol className={styles.todo}>
          <li>{t('next.push1', { phone: formatPhone(next.phone.startsWith('+') ? next.phone : `+57${next.phone}`) })}</li>
          <li>{t('next.push2', { total: formatMoney(payment.amount, locale) })}</li>
          <li>{t('next.push3')}</li>
        </ol>
      )
    case 'voucher':
      return (
        <div>
          <p>{t('next.voucher', { total: formatMoney(payment.amount, locale), date: formatDateTime(payment.expiresAt, timeZone, locale) })}</p>
          <dl className={styles.voucher}>
            <div>
              <dt>{t('next.agreement')}</dt>
              <dd>
                {next.agreement} <Copy text={next.agreement} label={t('next.agreement')} />
              </dd>
            </div>
            <div>
              <dt>{t('next.reference')}</dt>
              <dd>
                {next.reference} <Copy text={next.reference} label={t('next.reference')} />
              </dd>
            </div>
          </dl>
          <p className={styles.muted}>{t('next.voucherNote')}</p>
        </div>
      )
    case 'qr':
      return (
        <div>
          <p>{t('next.qr', { total: formatMoney(payment.amount, locale) })}</p>
          <img className={styles.qr} src={next.image} width={260} height={260} alt={t('next.qrAlt')} />
        </div>
      )
    case 'wait':
      return <p>{t('next.wait')}</p>
  }
}

function Copy({ text, label }: { readonly text: string; readonly label: string }) {
  const t = useTranslations('checkout')
  const [isCopied, setCopied] = useState(false)
  return (
    <button
      type="button"
      className={buttons.quiet}
      aria-label={t('copyOf', { label })}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <span role="status">{isCopied ? t('copied') : t('copy')}</span>
    </button>
  )
}
