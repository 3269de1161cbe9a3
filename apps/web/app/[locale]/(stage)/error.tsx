'use client'
import { ErrorView } from '../../../src/shell/error-view.tsx'

export default function StageError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return <ErrorView reset={reset} />
}
