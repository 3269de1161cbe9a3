const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€',
)
const spoken: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '·': '-',
  '\u00A0': ' ',
  '\u202F': ' ',
  ç: 'c',
}

/** GSM-7 has ñ and é but no á, í, ó, ú: one of them would halve the length of the whole SMS, so it loses its accent. */
export function toGsm7(text: string): string {
  return [...text.normalize('NFC')].map((letter) => (basic.has(letter) ? letter : (spoken[letter] ?? plain(letter)))).join('')
}

function plain(letter: string): string {
  return [...letter.normalize('NFD')].filter((part) => basic.has(part)).join('')
}
