'use client'
import { Button, Group, Stack, Text, TextInput, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { api } from '../shell/api.ts'
import { usePaths } from '../shell/use-paths.ts'
import { Asked } from './asked.tsx'
import { PageHead, Panel } from './panel.tsx'
import { queryKeys } from './query-keys.ts'
import { useOrganization } from './use-organization.ts'
import { tell, useTellFailure } from './use-tell.ts'

type Organization = Awaited<ReturnType<typeof api.getOrganization>>
const shown = ['city', 'website', 'email', 'phone'] as const
const legal = ['legalName', 'nit'] as const
const types: Readonly<Partial<Record<string, string>>> = { website: 'url', email: 'email', phone: 'tel' }

/** What the public sees of the organization, and what invoices say. */
export function OrganizationPage() {
  const t = useTranslations('backstage')
  const { id, slug } = useOrganization()
  const paths = usePaths()
  const query = useQuery({ queryKey: queryKeys.profile(id), queryFn: ({ signal }) => api.getOrganization({ organizationId: id }, { signal }) })
  return (
    <>
      <PageHead title={t('organization.title')} note={t('organization.note')}>
        {slug ? <Link href={paths.organizer({ slug })}>{t('organization.public')}</Link> : null}
      </PageHead>
      <Asked query={query}>{(organization) => <Profile key={`${organization.id}:${organization.version}`} organization={organization} />}</Asked>
    </>
  )
}

function Profile({ organization }: { readonly organization: Organization }) {
  const t = useTranslations('backstage')
  const { can } = useOrganization()
  const queries = useQueryClient()
  const tellFailure = useTellFailure()
  const [form, setForm] = useState({
    name: organization.name,
    description: organization.description ?? '',
    city: organization.city ?? '',
    website: organization.website ?? '',
    email: organization.email ?? '',
    phone: organization.phone ?? '',
    legalName: organization.legalName ?? '',
    nit: organization.nit ?? '',
  })
  const set = (changes: Partial<typeof form>) => setForm((before) => ({ ...before, ...changes }))
  const orNull = (text: string) => (text.trim() === '' ? null : text)
  const save = useMutation({
    mutationFn: () =>
      api.changeOrganization(
        {
          organizationId: organization.id,
          name: form.name,
          description: orNull(form.description),
          city: orNull(form.city),
          website: orNull(form.website),
          email: orNull(form.email),
          phone: orNull(form.phone),
          legalName: orNull(form.legalName),
          nit: orNull(form.nit),
        },
        { ifMatch: organization.version },
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.profile(organization.id) })
      tell(t('organization.saved'))
    },
    onError: tellFailure,
  })
  const isClosed = !can('organization.manage')
  const field = (name: (typeof shown)[number] | (typeof legal)[number]) => (
    <TextInput
      key={name}
      label={t(`organization.${name}`)}
      type={types[name] ?? 'text'}
      value={form[name]}
      readOnly={isClosed}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      flex="1 1 240px"
    />
  )
  return (
    <Stack
      component="form"
      maw={760}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Panel title={t('organization.seen')}>
        <Stack>
          <TextInput
            label={t('organization.name')}
            required
            minLength={2}
            maxLength={120}
            value={form.name}
            readOnly={isClosed}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Textarea
            label={t('organization.description')}
            autosize
            minRows={3}
            maxLength={4000}
            value={form.description}
            readOnly={isClosed}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <Group>{shown.map(field)}</Group>
        </Stack>
      </Panel>
      <Panel title={t('organization.invoices')}>
        <Group>{legal.map(field)}</Group>
      </Panel>
      {isClosed ? (
        <Text size="sm" c="dimmed">
          {t('organization.readOnly')}
        </Text>
      ) : (
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('organization.save')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
