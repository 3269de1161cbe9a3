import type { ReactNode } from 'react'
import { Keyboard } from '../../../../src/backstage/keyboard.tsx'
import { BackstageLayout } from '../../../../src/shell/backstage-layout.tsx'

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <BackstageLayout>
      <Keyboard />
      {children}
    </BackstageLayout>
  )
}
