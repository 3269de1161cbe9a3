import Link from 'next/link'
import type { ReactNode } from 'react'
import { AccountLink } from './account-link.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import type { Locale } from './locale.ts'
import { translator } from './messages.ts'
import { pathsFor } from './paths.ts'
import { SchemeSwitch } from './scheme-switch.tsx'
import styles from './stage-layout.module.css'

/** Header, page and footer of what everybody sees. Its links fetch nothing ahead: the pages behind them would weigh on each page that shows them. What it shows is in its HTML, so its scripts may wait for the paint. */
export async function StageLayout({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const t = await translator(locale, 'shell')
  const paths = pathsFor(locale)
  return (
    <div className={styles.page} data-scripts="after-paint">
      <a href="#contenido" className={styles.skip}>
        {t('skip')}
      </a>
      <header className={styles.header}>
        <Link href={paths.home()} prefetch={false} className={styles.brand}>
          Fashionistas
        </Link>
        <nav aria-label={t('mainNavigation')} className={styles.nav}>
          <Link href={paths.events()} prefetch={false} className={styles.wide}>
            {t('events')}
          </Link>
          <Link href={paths.myTickets()} prefetch={false}>
            {t('myTickets')}
          </Link>
          <AccountLink />
        </nav>
      </header>
      <main id="contenido" className={styles.main}>
        {children}
      </main>
      <footer className={styles.footer}>
        <div>
          <p className={styles.motto}>{t('motto')}</p>
          <nav aria-label={t('footNavigation')} className={styles.footNav}>
            <Link href={paths.events()} prefetch={false}>
              {t('events')}
            </Link>
            <Link href={paths.panel()} prefetch={false}>
              {t('organize')}
            </Link>
            <Link href={paths.terms()} prefetch={false}>
              {t('terms')}
            </Link>
            <Link href={paths.privacy()} prefetch={false}>
              {t('privacy')}
            </Link>
          </nav>
        </div>
        <div className={styles.switches}>
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </footer>
    </div>
  )
}
