'use client'
import { ColorInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { contrast, enoughForText, grounds, isColour } from './contrast.ts'

const swatches = ['#C4106A', '#7A2E8E', '#1F5FA8', '#0F766E', '#1F7A4D', '#8A5C00', '#B3261E', '#3B2F2F']

/** The event's own colour, with an honest word on how well it can be read. */
export function AccentField({
  value,
  change,
  error,
}: {
  readonly value: string | undefined
  readonly change: (value: string | undefined) => void
  readonly error?: string | undefined
}) {
  const t = useTranslations('wizard')
  const measure = (ground: string) => (value && isColour(value) ? contrast(value, ground) : enoughForText)
  const isWeak = { light: measure(grounds.light) < enoughForText, dark: measure(grounds.dark) < enoughForText }
  const note = !value
    ? t('marketing.accentNone')
    : isWeak.light && isWeak.dark
      ? t('marketing.accentWeakBoth')
      : isWeak.light
        ? t('marketing.accentWeakLight')
        : isWeak.dark
          ? t('marketing.accentWeakDark')
          : t('marketing.accentGood')
  return (
    <ColorInput
      id="accent"
      label={t('marketing.accent')}
      description={note}
      error={error}
      format="hex"
      swatches={swatches}
      withEyeDropper={false}
      value={value ?? ''}
      onChange={(colour) => change(colour === '' ? undefined : colour)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  )
}
