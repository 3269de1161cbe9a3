import type { SendProblem } from '#messaging/channel.ts'

const codes: Readonly<Record<Exclude<SendProblem, 'sender_rests'>, readonly number[]>> = {
  retry_backoff: [1, 2, 131000, 131016, 131057, 133004, 2494100, 134101],
  retry_after: [130429, 131056, 4, 80007],
  // 131047 is here too: free text came too late, and the next channel may still carry it.
  fallback_channel: [131026, 130472, 131049, 130497, 131021, 131047],
  suppress: [131050],
  fix_payload: [33, 100, 131008, 131009, 131051, 131053, 132000, 132005, 132012, 132018, 135000],
  fix_template: [132001, 132007, 132015, 132016, 131055, 131063, 134100, 134102, 132068, 132069],
  halt_sender: [0, 3, 10, 190, 131005, 131031, 131037, 131042, 131045, 368, 131048, 131064],
  unknown_outcome: [],
}
const byCode = new Map(Object.entries(codes).flatMap(([problem, list]) => list.map((code) => [code, asProblem(problem)] as const)))

/** Meta's error table, as what we do about it. Decided on the code, never on the title. */
export function problemOf(code: number | undefined, httpStatus: number): SendProblem {
  if (code !== undefined) {
    const known = byCode.get(code)
    if (known) return known
    if (code >= 200 && code <= 299) return 'halt_sender'
    if (code >= 133000 && code <= 133016) return 'halt_sender'
  }
  if (httpStatus >= 500) return 'retry_backoff'
  if (httpStatus === 429) return 'retry_after'
  if (httpStatus === 401 || httpStatus === 403) return 'halt_sender'
  // A refusal that nobody has described yet: another channel may reach the person, and the dead letter tells us.
  return 'fix_payload'
}

function asProblem(name: string): SendProblem {
  const found = (
    ['retry_backoff', 'retry_after', 'fallback_channel', 'suppress', 'fix_payload', 'fix_template', 'halt_sender', 'unknown_outcome'] as const
  ).find((problem) => problem === name)
  if (!found) throw new Error(`no such problem: ${name}`)
  return found
}
