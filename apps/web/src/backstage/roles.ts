import { roles, type Role } from '@fashionistas/contract/permissions'

/** Roles that an organization can give; `admin` belongs to the platform. */
export const grantable = roles.filter((role): role is Exclude<Role, 'admin'> => role !== 'admin')
export const grantableOf = (text: string | null) => grantable.find((role) => role === text)
