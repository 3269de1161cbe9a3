'use client'
import { useTranslations } from 'next-intl'
import { useId, useRef } from 'react'
import { qrShape } from './qr-shape.ts'
import styles from './ticket.module.css'

/** The code; one tap shows it alone on white, as large and bright as the screen can. */
export function QrButton({
  token,
  name,
  typeName,
  code,
}: {
  readonly token: string
  readonly name: string
  readonly typeName: string
  readonly code: string
}) {
  const t = useTranslations('tickets')
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const awake = useRef<WakeLockSentinel | null>(null)
  // The browser's own commands: at a door the code opens before any script has come. Older browsers wait for the click's handler.
  const toOpen = { command: 'show-modal', commandfor: id }
  const toClose = { command: 'close', commandfor: id }
  const open = async () => {
    if (!dialog.current?.open) dialog.current?.showModal()
    // Not every browser keeps the screen awake on request; the code is readable either way.
    if ('wakeLock' in navigator) awake.current = await navigator.wakeLock.request('screen').catch(() => null)
  }
  return (
    <>
      <button type="button" {...toOpen} className={styles.qrButton} onClick={() => void open()} aria-label={t('showQr', { code })}>
        <Qr token={token} />
      </button>
      <dialog ref={dialog} id={id} className={styles.bright} onClose={() => void awake.current?.release()} aria-label={t('qrOf', { code })}>
        <Qr token={token} />
        <p className={styles.brightName}>{name}</p>
        <p>
          {typeName} · <span className="figure">{code}</span>
        </p>
        <button type="button" {...toClose} className={styles.close} onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </dialog>
    </>
  )
}

function Qr({ token }: { readonly token: string }) {
  const { size, path } = qrShape(token)
  return (
    <svg viewBox={`0 0 ${size} ${size}`} className={styles.qr} shapeRendering="crispEdges" aria-hidden="true">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
