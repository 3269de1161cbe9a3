import { badKey } from './wire.ts'

export type Keys = { readonly publicKey: string; readonly privateKey: string; readonly integritySecret: string; readonly eventsSecret: string }
type Needed = 'public' | 'private' | 'any'

/** The refusal for a key that may not do this, or undefined. */
export function keyProblem(header: string | undefined, needed: Needed, keys: Keys): ReturnType<typeof badKey> | undefined {
  const key = header?.replace(/^Bearer /, '')
  if (!key) return badKey('No se envió una llave de acceso')
  if (environmentOf(key) !== environmentOf(keys.publicKey)) return badKey('La llave proporcionada no corresponde a este ambiente')
  const isPrivate = key === keys.privateKey
  const isPublic = key === keys.publicKey
  if (needed === 'private' ? isPrivate : isPrivate || isPublic) return undefined
  return badKey(isPublic ? 'Se requiere una llave privada' : 'La llave proporcionada no es válida')
}

const environmentOf = (key: string) => /^(?:pub|prv)_(test|prod)_/.exec(key)?.[1]
