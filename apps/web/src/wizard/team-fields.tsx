'use client'
import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { readTeam } from './forms.ts'
import { RemoveButton } from './remove-button.tsx'
import type { StepProps } from './step-props.ts'
import classes from './wizard.module.css'

const roles = ['coordinator', 'production', 'marketing', 'technical', 'security', 'door'] as const

/** Step three: who helps. Nobody is a good answer for a small event. */
export function TeamFields({ fields, change, problemAt }: StepProps) {
  const t = useTranslations('wizard')
  const { members } = readTeam(fields)
  const put = (place: number, member: (typeof members)[number]) =>
    change({ members: members.map((other, index) => (index === place ? member : other)) })
  return (
    <>
      {members.length === 0 ? <p className={classes['hint']}>{t('team.alone')}</p> : null}
      <ul className={classes['rows']}>
        {members.map((member, place) => (
          <li key={place} className={classes['row']}>
            <TextInput
              id={`members.${place}.email`}
              type="email"
              label={t('team.email')}
              value={member.email}
              onChange={(event) => put(place, { ...member, email: event.currentTarget.value })}
              error={problemAt(`members.${place}.email`)}
            />
            <Select
              label={t('team.role')}
              allowDeselect={false}
              value={member.role}
              data={roles.map((value) => ({ value, label: t(`team.roles.${value}`) }))}
              onChange={(value) => put(place, { ...member, role: roles.find((role) => role === value) ?? member.role })}
            />
            <RemoveButton
              label={t('team.remove', { email: member.email || String(place + 1) })}
              remove={() => change({ members: members.filter((_, index) => index !== place) })}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change({ members: [...members, { email: '', role: 'coordinator' }] })}
          disabled={members.length >= 50}
        >
          {t('team.add')}
        </Button>
      </div>
    </>
  )
}
