import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import '../../src/shell/tokens.css'
import { isLocale, locales } from '../../src/shell/locale.ts'
import { messagesOf } from '../../src/shell/messages.ts'
import { Providers } from '../../src/shell/providers.tsx'
import { schemeScript } from '../../src/shell/scheme.ts'
import { ServiceWorker } from '../../src/shell/service-worker.tsx'

const fraunces = localFont({
  src: '../../../../node_modules/@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2',
  weight: '100 900',
  variable: '--font-fraunces',
  adjustFontFallback: 'Times New Roman',
  display: 'swap',
})
const inter = localFont({
  src: '../../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
  adjustFontFallback: 'Arial',
  display: 'swap',
})

export const generateStaticParams = () => locales.map((locale) => ({ locale }))

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#F6F1E8' },
    { media: '(prefers-color-scheme: dark)', color: '#12100E' },
  ],
}

export const metadata: Metadata = {
  metadataBase: new URL(process.env['PUBLIC_URL'] ?? 'http://localhost:3000'),
  title: { default: 'Fashionistas', template: '%s · Fashionistas' },
  applicationName: 'Fashionistas',
  manifest: '/manifest.webmanifest',
  icons: {
    icon: [
      { url: '/icons/icon.svg', type: 'image/svg+xml' },
      { url: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    ],
    apple: '/icons/apple-touch-icon.png',
  },
  appleWebApp: { capable: true, title: 'Fashionistas', statusBarStyle: 'default' },
  formatDetection: { telephone: false },
}

export default async function RootLayout({ params, children }: { readonly params: Promise<{ locale: string }>; readonly children: ReactNode }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const messages = await messagesOf(locale, ['shell'])
  return (
    <html lang={locale} className={`${fraunces.variable} ${inter.variable}`} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: schemeScript }} />
      </head>
      <body>
        <Providers locale={locale} messages={messages}>
          {children}
        </Providers>
        <ServiceWorker />
      </body>
    </html>
  )
}
