'use client'
import { useEffect } from 'react'

/** Lets tickets open without network (public/sw.js). Only in production: in development it would serve yesterday's code. */
export function ServiceWorker() {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    // Without it the product works the same with network, so a refusal (private window) needs no words.
    navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  }, [])
  return null
}
