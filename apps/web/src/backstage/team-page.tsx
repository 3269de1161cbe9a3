'use client'
import { Button, Group, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { api } from '../shell/api.ts'
import { formatDay } from '../shell/format.ts'
import { homeZone } from '../shell/locale.ts'
import { useReaderLocale } from '../shell/use-paths.ts'
import { Asked } from './asked.tsx'
import classes from './backstage.module.css'
import { InviteForm } from './invite-form.tsx'
import { PageHead, Panel } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import { grantable, grantableOf } from './roles.ts'
import { RowList } from './row-list.tsx'
import type { Column } from './row-list.tsx'
import { useOrganization } from './use-organization.ts'
import { tell, useTellFailure } from './use-tell.ts'

type Member = Awaited<ReturnType<typeof api.listMembers>>['data'][number]

/** Who works here, with which role, and who is still invited. */
export function TeamPage() {
  const t = useTranslations('backstage')
  const { id, can } = useOrganization()
  const query = useQuery({ queryKey: queryKeys.members(id), queryFn: ({ signal }) => api.listMembers({ organizationId: id }, { signal }) })
  const columns = useColumns()
  return (
    <>
      <PageHead title={t('team.title')} note={t('team.note')} />
      {can('members.manage') ? (
        <Panel title={t('team.invite')}>
          <InviteForm />
        </Panel>
      ) : null}
      <Asked query={query}>
        {({ data }) => <RowList label={t('team.title')} rows={data} columns={columns} keyOf={(member) => member.id} fileName={t('team.file')} />}
      </Asked>
    </>
  )
}

function useColumns(): readonly Column<Member>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const { can } = useOrganization()
  return [
    {
      id: 'name',
      title: t('team.column.name'),
      value: ({ name, email }) => name ?? email,
      cell: ({ name, email }) => (
        <span className={classes['two']}>
          {name ?? email}
          {name ? <small>{email}</small> : null}
        </span>
      ),
    },
    {
      id: 'role',
      title: t('team.column.role'),
      value: ({ role }) => t(`role.${role}`),
      cell: (member) => (can('members.manage') && member.role !== 'admin' ? <RoleOf member={member} /> : t(`role.${member.role}`)),
    },
    {
      id: 'joined',
      title: t('team.column.joined'),
      value: ({ joinedAt }) => joinedAt,
      cell: ({ joinedAt }) => (joinedAt ? formatDay(joinedAt, homeZone, locale) : t('team.invited')),
    },
    { id: 'remove', title: t('team.column.remove'), cell: (member) => (can('members.manage') ? <Remove member={member} /> : null) },
  ]
}

function RoleOf({ member }: { readonly member: Member }) {
  const t = useTranslations('backstage')
  const { id } = useOrganization()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const change = useMutation({
    mutationFn: (role: (typeof grantable)[number]) => api.changeMember({ organizationId: id, memberId: member.id, role }),
    onSuccess: () => {
      tell(t('team.changed'))
      return queries.invalidateQueries({ queryKey: queryKeys.members(id) })
    },
    onError: tellFailure,
  })
  return (
    <Select
      aria-label={t('team.roleOf', { name: member.name ?? member.email })}
      size="xs"
      maw={200}
      allowDeselect={false}
      value={member.role}
      disabled={change.isPending}
      data={grantable.map((value) => ({ value, label: t(`role.${value}`) }))}
      onChange={(value) => {
        const role = grantableOf(value)
        if (role && role !== member.role) change.mutate(role)
      }}
    />
  )
}

function Remove({ member }: { readonly member: Member }) {
  const t = useTranslations('backstage')
  const { id } = useOrganization()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const refresh = () => queries.invalidateQueries({ queryKey: queryKeys.members(id) })
  const remove = useMutation({
    mutationFn: () => api.removeMember({ organizationId: id, memberId: member.id }),
    onSuccess: refresh,
    onError: tellFailure,
  })
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        loading={remove.isPending}
        onClick={() => remove.mutate(undefined, { onSuccess: () => tell(t('team.removed', { name: member.name ?? member.email })) })}
      >
        {member.joinedAt ? t('team.remove') : t('team.withdraw')}
      </Button>
    </Group>
  )
}
