import type { ScanResult } from '@fashionistas/contract'

/** What the door shows for the last scan. */
export type Answer =
  | { readonly kind: 'decided'; readonly result: ScanResult; readonly code: string }
  | { readonly kind: 'deciding'; readonly code: string }
  | { readonly kind: 'waiting'; readonly scanId: string; readonly code: string }
  | { readonly kind: 'refused'; readonly title: string; readonly detail: string; readonly code: string }

/** The one decision that the person at the door must see from a metre away. */
export type Light = 'go' | 'vip' | 'stop' | 'hold'

export function lightOf(answer: Answer): Light {
  switch (answer.kind) {
    case 'deciding':
    case 'waiting':
      return 'hold'
    case 'refused':
      return 'stop'
    case 'decided':
      return answer.result.verdict === 'admitted' ? (answer.result.ticket?.isVip ? 'vip' : 'go') : answer.result.verdict === 'exited' ? 'go' : 'stop'
  }
}
