'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'

type Props = { readonly href: string; readonly className?: string | undefined; readonly children: ReactNode }

/** A link whose page is fetched when a finger or a cursor comes to it. Fetched as soon as they are seen, a list's pages would fill a phone's line. */
export function NearLink({ href, className, children }: Props) {
  const router = useRouter()
  const prefetch = () => router.prefetch(href)
  return (
    <Link href={href} prefetch={false} onPointerEnter={prefetch} onFocus={prefetch} className={className}>
      {children}
    </Link>
  )
}
