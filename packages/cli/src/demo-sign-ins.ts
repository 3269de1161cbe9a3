import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

type SignIn = { readonly role: string; readonly email: string; readonly password: string }

const path = join(root, 'packages/server/src/demo/sign-ins.json')

/** Who can sign in to the demo season, as a table; empty where there is no demo. */
export function signInTable(env: Readonly<Record<string, string>>): string {
  if (env['DEMO'] !== 'true' || !existsSync(path)) return ''
  const signIns: readonly SignIn[] = JSON.parse(readFileSync(path, 'utf8'))
  return tableOf([{ role: 'Rol · role', email: 'Correo · email', password: 'Clave · password' }, ...signIns])
}

export function tableOf(rows: readonly SignIn[]): string {
  const width = (column: keyof SignIn): number => Math.max(...rows.map((row) => row[column].length))
  const [role, email] = [width('role'), width('email')]
  return rows.map((row) => `  ${row.role.padEnd(role)}  ${row.email.padEnd(email)}  ${row.password}\n`).join('')
}
