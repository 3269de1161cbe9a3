'use client'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** Modals and notifications, for the backstage. */
export function OfficeProviders({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <ModalsProvider labels={{ confirm: t('confirm'), cancel: t('cancel') }}>
      <Notifications position="top-center" />
      {children}
    </ModalsProvider>
  )
}
