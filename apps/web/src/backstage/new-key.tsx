'use client'
import { permissionsOfOrganizations as permissions, withReading, type OrganizationPermission } from '@fashionistas/contract/permissions'
import { Button, Checkbox, CopyButton, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import classes from './backstage.module.css'
import { queryKeys } from './query-keys.ts'
import { useOrganization } from './use-organization.ts'
import { useTellFailure } from './use-tell.ts'

const permissionOf = (text: string) => permissions.find((permission) => permission === text)

/** Makes a key; its secret is shown this once and lives nowhere else in the page. */
export function NewKey({ done }: { readonly done: () => void }) {
  const t = useTranslations('backstage')
  const { id, can } = useOrganization()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [name, setName] = useState('')
  const [granted, setGranted] = useState<readonly OrganizationPermission[]>(['events.read'])
  const create = useMutation({
    mutationFn: () => api.createApiKey({ organizationId: id, name, permissions: [...granted] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.apiKeys(id) }),
    onError: tellFailure,
  })
  const whole = withReading(granted)
  const isBrought = (permission: OrganizationPermission) => whole.includes(permission) && !granted.includes(permission)
  if (create.data) return <Secret secret={create.data.secret} done={done} />
  const why = name.trim() === '' ? t('keys.nameMissing') : granted.length === 0 ? t('keys.permissionMissing') : undefined
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!why) create.mutate()
      }}
    >
      <TextInput
        label={t('keys.name')}
        description={t('keys.nameNote')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('keys.may')}
        value={whole}
        onChange={(values) => setGranted(values.flatMap((value) => permissionOf(value) ?? []).filter((permission) => !isBrought(permission)))}
      >
        <Stack gap="xs" mt="xs">
          {permissions.filter(can).map((permission) => (
            <Checkbox key={permission} value={permission} disabled={isBrought(permission)} label={t(`permission.${permission.replace('.', '_')}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Button type="submit" disabled={why !== undefined} loading={create.isPending}>
        {t('keys.create')}
      </Button>
      {why ? (
        <Text size="sm" c="dimmed">
          {why}
        </Text>
      ) : null}
    </Stack>
  )
}

function Secret({ secret, done }: { readonly secret: string; readonly done: () => void }) {
  const t = useTranslations('backstage')
  return (
    <Stack role="status">
      <Text>{t('keys.secretNote')}</Text>
      <code className={classes['secret']}>{secret}</code>
      <CopyButton value={secret}>{({ copied, copy }) => <Button onClick={copy}>{copied ? t('keys.copied') : t('keys.copy')}</Button>}</CopyButton>
      <Button variant="default" onClick={done}>
        {t('keys.kept')}
      </Button>
    </Stack>
  )
}
