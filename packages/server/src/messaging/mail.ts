import type { Locale } from '@fashionistas/contract'
import { Body, Button, Container, Head, Heading, Hr, Html, Preview, Section, Text } from '@react-email/components'
import { render } from '@react-email/render'
import { createElement as h, Fragment, type ReactNode } from 'react'

export type Letter = {
  readonly locale: Locale
  readonly title: string
  readonly preview: string
  /** Paragraphs; single line breaks and *bold* as in WhatsApp. */
  readonly paragraphs: readonly string[]
  readonly code?: string | undefined
  readonly buttons: readonly { readonly text: string; readonly url: string }[]
  readonly supportEmail: string
}

const [ink, bone, paper, fuchsia, soft, line] = ['#141210', '#F6F1E8', '#FFFDF8', '#C4106A', '#5F5951', '#DDD6C9']
const serif = "'Fraunces', Georgia, 'Times New Roman', serif"
const sans = "Inter, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
const footers = {
  'es-CO': (mail: string) => `Recibes este correo por algo que hiciste en Fashionistas. Si necesitas ayuda, escríbenos a ${mail}.`,
  en: (mail: string) => `You receive this email because of something you did on Fashionistas. If you need help, write to ${mail}.`,
}

/** A mail as HTML and as plain text that says the same. */
export async function writeMail(letter: Letter): Promise<{ readonly html: string; readonly text: string }> {
  return { html: await render(page(letter)), text: plain(letter) }
}

function page({ locale, title, preview, paragraphs, code, buttons, supportEmail }: Letter): ReactNode {
  return h(
    Html,
    { lang: locale },
    h(Head, null, h('meta', { name: 'color-scheme', content: 'light' })),
    h(Preview, null, preview),
    h(
      Body,
      { style: { backgroundColor: bone, margin: 0, padding: '32px 12px', fontFamily: sans, color: ink } },
      h(
        Container,
        { style: { maxWidth: '560px', margin: '0 auto' } },
        h(Text, { style: { fontFamily: serif, fontSize: '22px', letterSpacing: '-0.01em', margin: '0 0 20px', color: ink } }, 'Fashionistas'),
        h(
          Section,
          { style: { backgroundColor: paper, border: `1px solid ${line}`, borderTop: `3px solid ${fuchsia}`, padding: '32px 28px' } },
          h(
            Heading,
            {
              as: 'h1',
              style: { fontFamily: serif, fontWeight: 480, fontSize: '28px', lineHeight: '1.18', letterSpacing: '-0.015em', margin: '0 0 20px' },
            },
            title,
          ),
          ...paragraphs.map((paragraph, at) =>
            h(Text, { key: at, style: { fontSize: '16px', lineHeight: '1.6', margin: '0 0 16px' } }, ...lines(paragraph)),
          ),
          code
            ? h(
                Text,
                { style: { fontSize: '32px', letterSpacing: '0.2em', fontWeight: 600, fontVariantNumeric: 'tabular-nums', margin: '8px 0 20px' } },
                code,
              )
            : null,
          ...buttons.map((button, at) =>
            h(
              Button,
              { key: button.url + button.text, href: button.url, style: at === 0 && !button.url.startsWith('mailto:') ? filled : outlined },
              button.text,
            ),
          ),
        ),
        h(Hr, { style: { border: 'none', margin: '20px 0 0' } }),
        h(Text, { style: { fontSize: '13px', lineHeight: '1.5', color: soft, margin: 0 } }, footers[locale](supportEmail)),
      ),
    ),
  )
}

const shape = {
  display: 'block',
  boxSizing: 'border-box',
  textAlign: 'center',
  padding: '14px 20px',
  borderRadius: '2px',
  fontSize: '16px',
  fontWeight: 600,
  textDecoration: 'none',
  marginTop: '12px',
} as const
const filled = { ...shape, backgroundColor: fuchsia, color: paper, border: `1px solid ${fuchsia}` }
const outlined = { ...shape, backgroundColor: 'transparent', color: ink, border: `1px solid ${ink}` }

/** *bold* as WhatsApp writes it. */
function lines(paragraph: string): ReactNode[] {
  return paragraph.split('\n').flatMap((row, at) => {
    const parts = row
      .split(/(\*[^*\n]+\*)/)
      .filter((part) => part !== '')
      .map((part, index) => (part.startsWith('*') && part.endsWith('*') ? h('strong', { key: index }, part.slice(1, -1)) : part))
    return [...(at > 0 ? [h('br', { key: `br${at}` })] : []), h(Fragment, { key: `row${at}` }, ...parts)]
  })
}

function plain({ locale, title, paragraphs, code, buttons, supportEmail }: Letter): string {
  const links = buttons.map(({ text, url }) => `${text}: ${url.replace(/^mailto:([^?]*).*$/, '$1')}`)
  return [
    title,
    ...paragraphs.map((paragraph) => paragraph.replaceAll(/\*([^*\n]+)\*/g, '$1')),
    ...(code ? [code] : []),
    ...links,
    footers[locale](supportEmail),
  ].join('\n\n')
}
