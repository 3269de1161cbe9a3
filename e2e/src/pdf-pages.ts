import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** How many pages a downloaded file has; fails when it is no PDF. */
export function pagesOfPdf(path: string): number {
  const text = readFileSync(path, 'latin1')
  expect(text.slice(0, 5), 'the file begins as a PDF').toBe('%PDF-')
  return text.match(/\/Type \/Page\b/g)?.length ?? 0
}
