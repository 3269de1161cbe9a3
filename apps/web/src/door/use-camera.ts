'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'

export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'missing' | 'failed'

/** Between two looks: the eye sees no delay, and the phone stays cool. */
const pauseMs = 90

/** The camera at the back of the phone, and what it reads. */
export function useCamera(onCode: (code: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>('off')
  const [isLit, setLit] = useState<boolean>()
  const stream = useRef<MediaStream | undefined>(undefined)
  const read = useEffectEvent(onCode)

  const stop = (): void => {
    for (const track of stream.current?.getTracks() ?? []) track.stop()
    stream.current = undefined
    setLit(undefined)
    setState('off')
  }

  const start = async (): Promise<void> => {
    // Without https (or localhost) browsers hide the camera altogether.
    if (!navigator.mediaDevices) return setState('missing')
    setState('starting')
    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
      })
      stream.current = opened
      if (!video.current) return stop()
      video.current.srcObject = opened
      await video.current.play()
      setLit(hasTorch(opened) ? false : undefined)
      setState('on')
    } catch (error) {
      setState(failureOf(error))
    }
  }

  const light = async (): Promise<void> => {
    const [track] = stream.current?.getVideoTracks() ?? []
    if (!track || isLit === undefined) return
    await track.applyConstraints({ advanced: [torch(!isLit)] })
    setLit(!isLit)
  }

  useEffect(() => {
    if (state !== 'on' || !video.current) return
    return look(
      video.current,
      (code) => read(code),
      () => setState('failed'),
    )
  }, [state])
  useEffect(
    () => () => {
      for (const track of stream.current?.getTracks() ?? []) track.stop()
    },
    [],
  )
  return { video, state, start, stop, isLit, light }
}

/** Looks again and again until told to stop; a frame that can't be read is simply followed by the next. */
function look(video: HTMLVideoElement, onCode: (code: string) => void, onBroken: () => void): () => void {
  let isOver = false
  const loop = async () => {
    const { detector } = await import('./detector.ts')
    const eye = detector()
    let failures = 0
    while (!isOver) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        try {
          for (const { rawValue } of await eye.detect(video)) if (!isOver && rawValue !== '') onCode(rawValue)
          failures = 0
        } catch (error) {
          failures += 1
          if (failures > 20) throw error // not a bad frame but a decoder that can't run
        }
      }
      await new Promise((go) => setTimeout(go, pauseMs))
    }
  }
  loop().catch(onBroken)
  return () => {
    isOver = true
  }
}

function failureOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed'
}

/* The torch stands in the browsers' capabilities and not yet in TypeScript's. */
type Torch = MediaTrackConstraintSet & { readonly torch: boolean }
const torch = (isOn: boolean): Torch => ({ torch: isOn })
function hasTorch(stream: MediaStream): boolean {
  const [track] = stream.getVideoTracks()
  const capabilities: object = track?.getCapabilities?.() ?? {}
  return 'torch' in capabilities && capabilities.torch === true
}
