'use client'
import type { OrganizationPermission } from '@fashionistas/contract'
import { useOrganization as useMembership } from '../shell/organization.ts'

/** The organization whose office is open. The layout shows no page without one, so its id is there whenever a page asks. */
export function useOrganization() {
  const { membership } = useMembership()
  return {
    id: membership?.organizationId ?? '',
    name: membership?.organizationName ?? '',
    slug: membership?.organizationSlug ?? '',
    can: (permission: OrganizationPermission): boolean => membership?.permissions.includes(permission) ?? false,
  }
}
