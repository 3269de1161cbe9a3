'use client'
import { MantineProvider, MantineThemeProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { resolveVariables, theme } from './theme.ts'

/** Mantine with the brand's theme, modals and notifications, for the backstage. */
export function OfficeProviders({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <MantineRoom>
      <MantineThemeProvider theme={{ components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } } } }}>
        <ModalsProvider labels={{ confirm: t('confirm'), cancel: t('cancel') }}>
          <Notifications position="top-center" />
          {children}
        </ModalsProvider>
      </MantineThemeProvider>
    </MantineRoom>
  )
}

/** Mantine alone, for pages outside the office that use it (the door). */
export function MantineRoom({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  )
}
