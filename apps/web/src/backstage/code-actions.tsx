'use client'
import type { PromoCode } from '@fashionistas/contract'
import { Button, CopyButton, Group, Switch } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { withCode } from '../shell/promo-code.ts'
import { usePaths } from '../shell/use-paths.ts'
import { useChangeCode } from './use-change-code.ts'

type Props = { readonly code: PromoCode; readonly slug: string | undefined; readonly mayWrite: boolean }

/** Shares a code as a link that applies it, and switches it on and off. */
export function CodeActions({ code, slug, mayWrite }: Props) {
  const t = useTranslations('backstage.codes')
  const paths = usePaths()
  const { code: name, isActive } = code
  const change = useChangeCode(code, t(isActive ? 'switchedOff' : 'switchedOn', { code: name }))
  return (
    <Group gap="sm" wrap="nowrap">
      {mayWrite ? (
        <Switch
          aria-label={t('switch', { code: name })}
          checked={isActive}
          aria-disabled={change.isPending} // not `disabled`: that would take the focus away
          onChange={(event) => {
            if (!change.isPending) change.mutate({ isActive: event.currentTarget.checked })
          }}
        />
      ) : null}
      {slug ? (
        <CopyButton value={withCode(`${globalThis.location.origin}${paths.event({ slug })}`, name)} timeout={3000}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" aria-label={copied ? t('copied') : t('copyOf', { code: name })} onClick={copy}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
      ) : null}
    </Group>
  )
}
