'use client'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { usePaths } from '../shell/use-paths.ts'
import { useTellFailure } from './use-tell.ts'
import { useOrganization } from './use-organization.ts'

/** Makes a draft at once, so that the first letter typed already has a place to be saved. */
export function CreateEventButton() {
  const t = useTranslations('backstage')
  const router = useRouter()
  const paths = usePaths()
  const { id, can } = useOrganization()
  const tellFailure = useTellFailure()
  const create = useMutation({
    mutationFn: () => api.createDraft({ organizationId: id }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: (draft) => router.push(paths.editEvent({ id: draft.id })),
    onError: tellFailure,
  })
  if (!can('events.write')) return null
  return (
    <Button leftSection={<IconPlus size={18} aria-hidden />} loading={create.isPending || create.isSuccess} onClick={() => create.mutate()}>
      {t('events.create')}
    </Button>
  )
}
