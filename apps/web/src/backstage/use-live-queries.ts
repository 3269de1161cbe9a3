'use client'
import { useThrottledCallback } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import type { OrganizationPermission } from '@fashionistas/contract/permissions'
import { useLive } from '../shell/live.ts'
import { useOrganization } from './use-organization.ts'

/** A hot sale hints a hundred times a second; the eye and the api are served by two or three refreshes. */
const calmMs = 400

/** The api refuses a stream with one topic too many, so only those are asked for that this person may hear. */
const permissionOf: Readonly<Record<string, OrganizationPermission>> = { sales: 'sales.read', door: 'door.scan', messages: 'messages.read' }
function neededFor(topic: string): OrganizationPermission {
  const [kind, , part = ''] = topic.split(':')
  return kind === 'organization' ? 'sales.read' : (permissionOf[part] ?? 'events.read')
}

/** Asks again for a branch of what is in memory whenever one of the topics says that something changed. */
export function useLiveQueries(topics: readonly string[], branch: readonly unknown[]): void {
  const queries = useQueryClient()
  const refresh = useThrottledCallback(() => void queries.invalidateQueries({ queryKey: branch }, { cancelRefetch: false }), calmMs)
  const { can } = useOrganization()
  useLive(
    topics.filter((topic) => can(neededFor(topic))),
    refresh,
  )
}
