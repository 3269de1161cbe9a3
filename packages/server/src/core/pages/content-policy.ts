import { createHash } from 'node:crypto'
import { isKnownScript } from './known-scripts.ts'

type Options = {
  /** Origins beside our own that a page may ask: where card numbers become tokens. */
  readonly connect: readonly string[]
}

/**
 * The Content-Security-Policy of one page of HTML. Cached pages cannot carry a nonce, so each inline script is named by its hash;
 * only scripts whose whole text is known (known-scripts.ts) get one, so what somebody managed to inject never runs.
 */
export function policyFor(html: string, { connect }: Options): string {
  const hashes = new Set(inlineScripts(html).filter(isKnownScript).map(hashOf))
  const directives: readonly (readonly [string, ...string[]])[] = [
    ['default-src', "'self'"],
    // 'wasm-unsafe-eval' lets the door compile the code reader (WebAssembly); it does not let anything evaluate JavaScript.
    ['script-src', "'self'", "'wasm-unsafe-eval'", ...hashes],
    ['script-src-attr', "'none'"],
    ['style-src', "'self'", "'unsafe-inline'"],
    ['img-src', "'self'", 'data:', 'blob:'],
    ['font-src', "'self'"],
    ['media-src', "'self'", 'blob:'],
    ['connect-src', "'self'", ...connect],
    ['worker-src', "'self'"],
    ['manifest-src', "'self'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['frame-ancestors', "'none'"],
    ['form-action', "'self'"],
  ]
  return directives.map((directive) => directive.join(' ')).join('; ')
}

/** The texts between script tags that have no source of their own. Data blocks (JSON-LD) do not run and need no hash. */
function inlineScripts(html: string): readonly string[] {
  return [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)].flatMap(([, attributes = '', text = '']) =>
    /\b(?:src|type)\s*=/i.test(attributes) ? [] : [text],
  )
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
