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

// What a phone's first paint needs: one cut of the display face and the text face, without what Spanish and English never write.
const fraunces = localFont({
  src: '../../src/shell/fonts/fraunces-phone.woff2',
  weight: '400 560',
  variable: '--font-fraunces',
  adjustFontFallback: 'Times New Roman',
  display: 'swap',
})
const inter = localFont({
  src: '../../src/shell/fonts/inter.woff2',
  weight: '400 700',
  variable: '--font-inter',
  adjustFontFallback: 'Arial',
  display: 'swap',
})
// Only asked for where it is used: every weight and optical size on wide screens (tokens.css), and names with letters of other languages.
const frauncesOptical = localFont({
  src: '../../../../node_modules/@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2',
  weight: '100 900',
  variable: '--font-fraunces-optical',
  adjustFontFallback: false,
  display: 'swap',
  preload: false,
})
const interMore = localFont({
  src: '../../../../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter-more',
  adjustFontFallback: false,
  display: 'swap',
  preload: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0' }],
})
const letters = [fraunces, inter, frauncesOptical, interMore].map(({ variable }) => variable).join(' ')

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
    <html lang={locale} className={letters} suppressHydrationWarning>
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
