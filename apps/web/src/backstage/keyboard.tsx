'use client'
import { Modal, Table } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { usePaths } from '../shell/use-paths.ts'
import { pressed, waiting } from './keys.ts'
import type { Place } from './keys.ts'

/** The keyboard of the office: `/` searches, `g` then a letter goes, `?` shows this; Escape closes. */
export function Keyboard() {
  const t = useTranslations('backstage')
  const router = useRouter()
  const paths = usePaths()
  const [isHelp, setHelp] = useState(false)
  const state = useRef(waiting)
  const places: Readonly<Record<Place, string>> = {
    panel: paths.panel(),
    events: paths.ownEvents(),
    doors: paths.doors(),
    refunds: paths.refunds(),
    team: paths.team(),
    keys: paths.keys(),
    organization: paths.organization(),
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const { next, act } = pressed(state.current, event.key, event.timeStamp)
    state.current = next
    if (act === undefined) return
    event.preventDefault()
    if (act.kind === 'help') setHelp(true)
    else if (act.kind === 'search') document.querySelector<HTMLInputElement>('main input[type=search]')?.focus()
    else router.push(places[act.place])
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  const rows = [
    ['/', t('keyboard.search')],
    ['?', t('keyboard.help')],
    ['Esc', t('keyboard.close')],
    ['g p', t('keyboard.panel')],
    ['g e', t('keyboard.events')],
    ['g d', t('keyboard.doors')],
    ['g r', t('keyboard.refunds')],
    ['g t', t('keyboard.team')],
    ['g k', t('keyboard.keys')],
    ['g o', t('keyboard.organization')],
  ] as const
  return (
    <Modal opened={isHelp} onClose={() => setHelp(false)} title={t('keyboard.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Table>
        <Table.Tbody>
          {rows.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row">
                <kbd>{keys}</kbd>
              </Table.Th>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
