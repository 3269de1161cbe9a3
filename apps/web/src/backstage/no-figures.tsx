import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '../shell/states.tsx'
import { usePaths } from '../shell/use-paths.ts'
import { useOrganization } from './use-organization.ts'

/** The first page of a team member whose role does not see money: where their own work is. */
export function NoFigures() {
  const t = useTranslations('backstage')
  const paths = usePaths()
  const { can } = useOrganization()
  const place = can('door.scan') ? { href: paths.doors(), label: t('home.toDoors') } : { href: paths.ownEvents(), label: t('home.toEvents') }
  return (
    <EmptyState title={t('home.noFiguresTitle')} action={<Link href={place.href}>{place.label}</Link>}>
      <p>{t('home.noFiguresText')}</p>
    </EmptyState>
  )
}
