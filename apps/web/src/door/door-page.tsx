'use client'
import type { FashionistasContract, Client } from '@fashionistas/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { queryKeys } from '../backstage/query-keys.ts'
import { useLiveQueries } from '../backstage/use-live-queries.ts'
import { api } from '../shell/api.ts'
import { ErrorState, LoadingLine } from '../shell/states.tsx'
import { AnswerCard } from './answer-card.tsx'
import { Camera } from './camera.tsx'
import { Counters } from './counters.tsx'
import classes from './door.module.css'
import { DoorBar } from './door-bar.tsx'
import { GuestSearch } from './guest-search.tsx'
import { LastScans } from './last-scans.tsx'
import { ManualCode } from './manual-code.tsx'
import { sight } from './sightings.ts'
import type { Sightings } from './sightings.ts'
import { useOnline } from './use-online.ts'
import { useScans } from './use-scans.ts'
import { useWedge } from './use-wedge.ts'
import { WaitingList } from './waiting-list.tsx'

export type DoorView = Awaited<ReturnType<Client<FashionistasContract>['getDoor']>>
type Tool = 'none' | 'code' | 'guests' | 'last' | 'waiting'

/** The door of an event: the camera, the answer, and what one needs when neither helps. */
export function DoorPage({ id }: { readonly id: string }) {
  const t = useTranslations('door')
  const query = useQuery({ queryKey: queryKeys.door(id), queryFn: ({ signal }) => api.getDoor({ eventId: id }, { signal }), refetchInterval: 15_000 })
  useLiveQueries([`event:${id}:door`], queryKeys.door(id))
  if (query.data) return <OpenDoor id={id} door={query.data} />
  return (
    <div className={classes['outside']}>
      <h1>{t('title')}</h1>
      {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLine />}
    </div>
  )
}

function OpenDoor({ id, door }: { readonly id: string; readonly door: DoorView }) {
  const t = useTranslations('door')
  const isOnline = useOnline()
  const [listId, setListId] = useState<string | undefined>(door.lists[0]?.id)
  const [direction, setDirection] = useState<'in' | 'out'>('in')
  const [tool, setTool] = useState<Tool>('none')
  const seen = useRef<Sightings>(new Map())
  const list = door.lists.find((known) => known.id === listId)
  const { answer, waiting, submit, forget, clear } = useScans({ eventId: id, listId, direction, gate: list?.name ?? '' })
  useWedge(submit)
  const onSight = (code: string) => {
    const next = sight(seen.current, code, performance.now())
    seen.current = next.seen
    if (next.isNew) submit(code)
  }
  const toggle = (next: Tool) => setTool((before) => (before === next ? 'none' : next))
  return (
    <div className={classes['door']}>
      <DoorBar door={door} listId={listId} setListId={setListId} direction={direction} setDirection={setDirection} />
      {!isOnline || waiting.length > 0 ? (
        <button type="button" className={classes['offline']} onClick={() => toggle('waiting')}>
          {isOnline ? t('offline.waiting', { count: waiting.length }) : t('offline.none', { count: waiting.length })}
        </button>
      ) : null}
      <div className={classes['stage']} data-tool={tool}>
        <Camera onCode={onSight} typeCode={() => setTool('code')} />
        <div aria-live="assertive" aria-atomic="true">
          {answer ? <AnswerCard answer={answer} timeZone={door.timeZone} clear={clear} /> : null}
        </div>
      </div>
      <Counters counts={answer?.kind === 'decided' && answer.result.counts.admitted > door.counts.admitted ? answer.result.counts : door.counts} />
      <nav className={classes['tools']} aria-label={t('tools.label')}>
        {(['code', 'guests', 'last'] as const).map((name) => (
          <button key={name} type="button" aria-expanded={tool === name} onClick={() => toggle(name)}>
            {t(`tools.${name}`)}
          </button>
        ))}
      </nav>
      {tool === 'code' ? <ManualCode submit={submit} /> : null}
      {tool === 'guests' ? <GuestSearch eventId={id} direction={direction} submit={submit} timeZone={door.timeZone} /> : null}
      {tool === 'last' ? <LastScans door={door} /> : null}
      {tool === 'waiting' && waiting.length > 0 ? <WaitingList waiting={waiting} forget={forget} timeZone={door.timeZone} /> : null}
    </div>
  )
}
