import { createTheme } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

const fuchsia: MantineColorsTuple = ['#fff0f7', '#fbdbe9', '#f5b3d1', '#ff6fb0', '#ea5398', '#dd3286', '#cf1a77', '#c4106a', '#a80a59', '#8b0549']
/** The danger of tokens.css, so that words on a red button can be read. */
const red: MantineColorsTuple = ['#fdecea', '#f9d2ce', '#f5b0a9', '#ff8a80', '#e5645a', '#d4453b', '#c4342b', '#b3261e', '#951d17', '#771510']
/** Greys with the warmth of bone; the last ones are the dark scheme's grounds. */
const dark: MantineColorsTuple = ['#f4efe6', '#d8d0c4', '#b5aca0', '#8f867b', '#4a443d', '#36312b', '#26221e', '#1b1815', '#12100e', '#0b0a09']
const gray: MantineColorsTuple = ['#fbf8f1', '#f6f1e8', '#ebe4d8', '#dcd3c5', '#c4baab', '#a0968a', '#7a7167', '#5d574f', '#37322d', '#141210']

/** Mantine draws the head of what lies over a page as <header>: a second banner to a screen reader, beside the page's own. */
const noBanner = { defaultProps: { attributes: { header: { role: 'none' } } } }

/** The brand, for what Mantine draws; the rest of the page reads tokens.css, which says the same. */
export const theme = createTheme({
  colors: { fuchsia, red, dark, gray },
  primaryColor: 'fuchsia',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  black: '#141210',
  white: '#fffdf8',
  fontFamily: 'var(--text)',
  headings: { fontFamily: 'var(--display)', fontWeight: '460', textWrap: 'balance' },
  defaultRadius: 8,
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Drawer: noBanner, Modal: noBanner },
})

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '1.55' },
  light: {
    '--mantine-color-body': '#f6f1e8',
    '--mantine-color-text': '#141210',
    '--mantine-color-dimmed': '#5d574f',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#c4106a',
    '--mantine-color-placeholder': '#6b645b',
    '--mantine-color-default-border': 'rgb(20 18 16 / 28%)',
  },
  dark: {
    '--mantine-color-body': '#12100e',
    '--mantine-color-text': '#f4efe6',
    '--mantine-color-dimmed': '#b5aca0',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-anchor': '#ff6fb0',
    '--mantine-color-placeholder': '#a0968a',
    '--mantine-color-default-border': 'rgb(244 239 230 / 28%)',
  },
})
