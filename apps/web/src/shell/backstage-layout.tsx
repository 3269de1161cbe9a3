'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRef } from 'react'
import type { ReactNode } from 'react'
import styles from './backstage-layout.module.css'
import { useBrowserPath } from './browser-location.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { useMe } from './me.ts'
import { OfficeProviders } from './office-providers.tsx'
import { useOrganization } from './organization.ts'
import { SchemeSwitch } from './scheme-switch.tsx'
import { EmptyState, ErrorState, Skeletons } from './states.tsx'
import { usePaths } from './use-paths.ts'

/** The office: navigation by what the person may do, the choice of organization, and the page. */
export function BackstageLayout({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('shell')
  const menu = useRef<HTMLDetailsElement>(null)
  return (
    <OfficeProviders>
      <div className={styles.office}>
        <a href="#contenido" className={styles.skip}>
          {t('skip')}
        </a>
        <header className={styles.side}>
          <BrandLine />
          <details className={styles.menu} ref={menu}>
            <summary className={styles.summary}>{t('menu')}</summary>
            <OfficeNavigation onGo={() => menu.current?.removeAttribute('open')} />
          </details>
          <div className={styles.fixed}>
            <OfficeNavigation />
          </div>
        </header>
        <main id="contenido" className={styles.main}>
          <Admitted>{children}</Admitted>
        </main>
      </div>
    </OfficeProviders>
  )
}

function BrandLine() {
  return (
    <Link href={usePaths().home()} className={styles.brand} prefetch={false}>
      Fashionistas
    </Link>
  )
}

function OfficeNavigation({ onGo }: { readonly onGo?: () => void }) {
  const t = useTranslations('shell')
  const paths = usePaths()
  const here = useBrowserPath()
  const { membership, memberships, choose } = useOrganization()
  const isAdmin = useMe().data?.isAdmin ?? false
  const may = (permission: string) => membership?.permissions.some((granted) => granted === permission) ?? false
  const places = [
    { href: paths.panel(), label: t('nav.panel'), isOpen: may('sales.read') },
    { href: paths.ownEvents(), label: t('nav.events'), isOpen: may('events.read') },
    { href: paths.doors(), label: t('nav.doors'), isOpen: may('door.scan') },
    { href: paths.refunds(), label: t('nav.refunds'), isOpen: may('orders.read') },
    { href: paths.team(), label: t('nav.team'), isOpen: may('organization.read') },
    { href: paths.keys(), label: t('nav.keys'), isOpen: may('keys.manage') },
    { href: paths.organization(), label: t('nav.organization'), isOpen: may('organization.read') },
    { href: paths.health(), label: t('nav.health'), isOpen: isAdmin },
  ]
  return (
    <div className={styles.inside}>
      {memberships.length > 1 ? (
        <label className={styles.choice}>
          <span>{t('organization')}</span>
          <select value={membership?.organizationId ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
            {memberships.map(({ organizationId, organizationName }) => (
              <option key={organizationId} value={organizationId}>
                {organizationName}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <p className={styles.only}>{membership?.organizationName}</p>
      )}
      <nav aria-label={t('panelNavigation')}>
        <ul className={styles.places}>
          {places
            .filter(({ isOpen }) => isOpen)
            .map(({ href, label }) => (
              <li key={href}>
                <Link href={href} {...(onGo ? { onClick: onGo } : {})} aria-current={isHere(here, href, paths.panel()) ? 'page' : undefined}>
                  {label}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className={styles.foot}>
        <Link href={paths.account()} prefetch={false}>
          {t('account')}
        </Link>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </div>
  )
}

/** Pages of the office are shown to who has a place in one; the api decides what each may do. */
function Admitted({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('shell')
  const paths = usePaths()
  const here = useBrowserPath()
  const { data: me, error, refetch } = useMe()
  if (me?.user && me.memberships.length > 0) return children
  return (
    <>
      <h1 className="unseen">{t('panelNavigation')}</h1>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !me ? (
        <Skeletons rows={4} />
      ) : !me.user ? (
        <EmptyState
          title={t('signInNeeded')}
          action={
            <Link className={styles.go} href={paths.signIn(here ?? paths.panel())}>
              {t('signIn')}
            </Link>
          }
        >
          {t('signInNeededDetail')}
        </EmptyState>
      ) : (
        <EmptyState
          title={t('noOrganization')}
          action={
            <Link className={styles.go} href={paths.account()}>
              {t('foundOne')}
            </Link>
          }
        >
          {t('noOrganizationDetail')}
        </EmptyState>
      )}
    </>
  )
}

const isHere = (here: string | null, href: string, panel: string) => here === href || (href !== panel && (here?.startsWith(`${href}/`) ?? false))
