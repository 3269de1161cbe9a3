import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto'

/** Everything derived from the installation's one secret; each purpose has a key of its own. */
export class Secret {
  readonly #secret: string
  readonly #keys = new Map<string, KeyObject>()
  constructor(secret: string) {
    this.#secret = secret
  }

  /** Derived once a purpose: every order signs a link. */
  #key(purpose: string): KeyObject {
    const known = this.#keys.get(purpose)
    if (known) return known
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', this.#secret, 'fashionistas', purpose, 32)))
    this.#keys.set(purpose, key)
    return key
  }

  sign(purpose: string, text: string): string {
    return createHmac('sha256', this.#key(purpose)).update(text).digest('base64url')
  }

  /** Compares in constant time. `signature` may be cut; its length is the caller's choice of strength. */
  verifyPrefix(purpose: string, text: string, signature: string): boolean {
    const right = Buffer.from(this.sign(purpose, text).slice(0, signature.length))
    const given = Buffer.from(signature)
    return given.length >= 22 && right.length === given.length && timingSafeEqual(right, given)
  }

  /** AES-256-GCM; the nonce comes from the caller's world. */
  encrypt(purpose: string, text: string, nonce: Uint8Array): string {
    const cipher = createCipheriv('aes-256-gcm', this.#key(purpose), nonce)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
  }

  decrypt(purpose: string, sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', this.#key(purpose), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  }
}
