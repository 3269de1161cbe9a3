import type { EventDetail } from '@fashionistas/contract'
import { IconArmchair, IconExternalLink, IconMail, IconMessageQuestion, IconReceipt, IconScan, IconTag, IconUsers } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { usePaths } from '../shell/use-paths.ts'
import classes from './backstage.module.css'
import { codesPath, messagesPath, questionsPath, stockPath } from './event-places.ts'
import { useOrganization } from './use-organization.ts'

/** Where one goes from an event, by what the person may do there. */
export function EventLinks({ event: { id, slug, state } }: { readonly event: Pick<EventDetail, 'id' | 'slug' | 'state'> }) {
  const t = useTranslations('backstage')
  const paths = usePaths()
  const { can } = useOrganization()
  const links = [
    { href: paths.event({ slug }), label: t('event.links.public'), Icon: IconExternalLink, isOpen: state !== 'draft' },
    { href: paths.door({ id }), label: t('event.links.door'), Icon: IconScan, isOpen: can('door.scan') },
    { href: paths.eventOrders({ id }), label: t('event.links.orders'), Icon: IconReceipt, isOpen: can('orders.read') },
    { href: paths.eventAttendees({ id }), label: t('event.links.attendees'), Icon: IconUsers, isOpen: can('attendees.read') },
    { href: messagesPath(paths, id), label: t('event.links.messages'), Icon: IconMail, isOpen: can('messages.read') },
    { href: stockPath(paths, id), label: t('event.links.stock'), Icon: IconArmchair, isOpen: can('events.write') },
    { href: codesPath(paths, id), label: t('event.links.codes'), Icon: IconTag, isOpen: can('events.read') },
    { href: questionsPath(paths, id), label: t('event.links.questions'), Icon: IconMessageQuestion, isOpen: can('events.read') },
  ]
  return (
    <nav className={classes['links']} aria-label={t('event.links.label')}>
      {links
        .filter(({ isOpen }) => isOpen)
        .map(({ href, label, Icon }) => (
          <Link key={href} href={href}>
            <Icon size={18} aria-hidden /> {label}
          </Link>
        ))}
    </nav>
  )
}
