'use client'
import { useEffect, useEffectEvent, useRef } from 'react'
import { hear, quietWedge } from './wedge.ts'

/** Hears scanners that type like a keyboard, wherever the cursor is. Their Enter is taken, so that it presses no button. */
export function useWedge(onCode: (code: string) => void): void {
  const heard = useEffectEvent(onCode)
  const wedge = useRef(quietWedge)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const { wedge: next, code } = hear(wedge.current, event.key, event.timeStamp)
      wedge.current = next
      if (code === undefined) return
      event.preventDefault()
      event.stopPropagation()
      if (event.target instanceof HTMLInputElement) event.target.blur()
      heard(code)
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
