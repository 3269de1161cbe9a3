'use client'
import { Button, Group, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { queryKeys } from './query-keys.ts'
import { grantable, grantableOf } from './roles.ts'
import { useOrganization } from './use-organization.ts'
import { tell, useTellFailure } from './use-tell.ts'

/** Invites a colleague by email. */
export function InviteForm() {
  const t = useTranslations('backstage')
  const { id } = useOrganization()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<(typeof grantable)[number]>('coordinator')
  const invite = useMutation({
    mutationFn: () => api.addMember({ organizationId: id, email, role }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: async (member) => {
      setEmail('')
      await queries.invalidateQueries({ queryKey: queryKeys.members(id) })
      tell(t(member.joinedAt ? 'team.joined' : 'team.sent', { email: member.email }))
    },
    onError: tellFailure,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        invite.mutate()
      }}
    >
      <Group align="end" gap="sm">
        <TextInput
          type="email"
          required
          label={t('team.email')}
          placeholder="nombre@correo.co"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          flex="1 1 240px"
        />
        <Select
          label={t('team.column.role')}
          allowDeselect={false}
          value={role}
          data={grantable.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(value) => setRole(grantableOf(value) ?? role)}
          flex="0 1 220px"
        />
        <Button type="submit" loading={invite.isPending}>
          {t('team.send')}
        </Button>
      </Group>
    </form>
  )
}
