'use client'
import { useBrowserQuery } from './browser-location.ts'

/** A code as the api reads it: in capitals, without spaces. */
export const tidyCode = (typed: string): string => typed.replaceAll(/\s/g, '').toUpperCase()

/** The code that a link carries, `?codigo=` or `?code=`; what cannot be a code is nobody's. */
export function codeIn(query: string): string {
  const values = new URLSearchParams(query)
  const code = tidyCode(values.get('codigo') ?? values.get('code') ?? '')
  return /^[A-Z0-9Ñ_-]{3,40}$/.test(code) ? code : ''
}

export const useCodeInAddress = (): string => codeIn(useBrowserQuery())

/** An address that carries a code along, in the words of its language. */
export const withCode = (address: string, code: string): string =>
  code === '' ? address : `${address}?${/(^|\/)en(\/|$)/.test(address) ? 'code' : 'codigo'}=${encodeURIComponent(code)}`
