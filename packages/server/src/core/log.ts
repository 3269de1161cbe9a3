import { pino, type Logger } from 'pino'

export type Log = Logger

/** Structured logs without personal data: only what is named by the caller goes in, and these never. */
export function makeLog(level: string, process: string): Log {
  return pino({
    level,
    base: { process },
    redact: {
      paths: [
        'email',
        'phone',
        'name',
        'token',
        'authorization',
        'cookie',
        '*.email',
        '*.phone',
        '*.name',
        '*.token',
        '*.authorization',
        '*.cookie',
        '*.password',
      ],
      censor: '[hidden]',
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  })
}
