'use client'
import { Button, Drawer } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { formatDay } from '../shell/format.ts'
import { homeZone } from '../shell/locale.ts'
import { EmptyState } from '../shell/states.tsx'
import { useReaderLocale } from '../shell/use-paths.ts'
import { Asked } from './asked.tsx'
import classes from './backstage.module.css'
import { NewKey } from './new-key.tsx'
import { PageHead } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import { RowList } from './row-list.tsx'
import type { Column } from './row-list.tsx'
import { StateMark } from './state-mark.tsx'
import { TypedConfirmation } from './typed-confirmation.tsx'
import { useOrganization } from './use-organization.ts'
import { tell, useTellFailure } from './use-tell.ts'

type ApiKey = Awaited<ReturnType<typeof api.listApiKeys>>['data'][number]

/** Keys by which other programs act for the organization. */
export function KeysPage() {
  const t = useTranslations('backstage')
  const { id } = useOrganization()
  const [isMaking, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey>()
  const query = useQuery({ queryKey: queryKeys.apiKeys(id), queryFn: ({ signal }) => api.listApiKeys({ organizationId: id }, { signal }) })
  const columns = useColumns(setRevoking)
  const make = <Button onClick={() => setMaking(true)}>{t('keys.create')}</Button>
  return (
    <>
      <PageHead title={t('keys.title')} note={t('keys.note')}>
        {make}
      </PageHead>
      <Asked query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t('keys.empty')} action={make}>
              {t('keys.emptyText')}
            </EmptyState>
          ) : (
            <RowList label={t('keys.title')} rows={data} columns={columns} keyOf={(key) => key.id} fileName={t('keys.file')} />
          )
        }
      </Asked>
      <Drawer
        opened={isMaking}
        onClose={() => setMaking(false)}
        position="right"
        size="md"
        title={t('keys.create')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {isMaking ? <NewKey done={() => setMaking(false)} /> : null}
      </Drawer>
      <Drawer
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        position="right"
        title={t('keys.revoke')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {revoking ? <Revoke apiKey={revoking} done={() => setRevoking(undefined)} /> : null}
      </Drawer>
    </>
  )
}

function useColumns(revoke: (key: ApiKey) => void): readonly Column<ApiKey>[] {
  const t = useTranslations('backstage')
  const locale = useReaderLocale()
  const day = (instant: string | null) => (instant ? formatDay(instant, homeZone, locale) : '–')
  const isOver = ({ expiresAt }: ApiKey) => expiresAt !== null && Date.parse(expiresAt) < Date.now()
  const standing = (key: ApiKey) => (key.revokedAt ? t('keys.revoked') : isOver(key) ? t('keys.expired') : t('keys.valid'))
  return [
    {
      id: 'name',
      title: t('keys.column.name'),
      value: ({ name }) => name,
      cell: ({ name, start }) => (
        <span className={classes['two']}>
          {name}
          <small>
            <code>{start}…</code>
          </small>
        </span>
      ),
    },
    {
      id: 'state',
      title: t('keys.column.state'),
      value: standing,
      cell: (key) => <StateMark tone={key.revokedAt ? 'bad' : isOver(key) ? 'quiet' : 'good'}>{standing(key)}</StateMark>,
    },
    {
      id: 'permissions',
      title: t('keys.column.permissions'),
      value: ({ permissions }) => permissions.length,
      cell: ({ permissions }) => t('keys.permissionCount', { count: permissions.length }),
    },
    { id: 'created', title: t('keys.column.created'), value: ({ createdAt }) => createdAt, cell: ({ createdAt }) => day(createdAt) },
    { id: 'used', title: t('keys.column.used'), value: ({ lastUsedAt }) => lastUsedAt, cell: ({ lastUsedAt }) => day(lastUsedAt) },
    {
      id: 'revoke',
      title: t('keys.column.revoke'),
      cell: (key) =>
        key.revokedAt ? null : (
          <Button size="xs" variant="default" onClick={() => revoke(key)}>
            {t('keys.revoke')}
          </Button>
        ),
    },
  ]
}

function Revoke({ apiKey, done }: { readonly apiKey: ApiKey; readonly done: () => void }) {
  const t = useTranslations('backstage')
  const { id } = useOrganization()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const revoke = useMutation({
    mutationFn: () => api.revokeApiKey({ organizationId: id, keyId: apiKey.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.apiKeys(id) })
      tell(t('keys.revokedNow'))
      done()
    },
    onError: tellFailure,
  })
  return (
    <>
      <p>{t('keys.revokeText')}</p>
      <TypedConfirmation phrase={apiKey.name} action={t('keys.revoke')} isBusy={revoke.isPending} confirm={() => revoke.mutate()} />
    </>
  )
}
