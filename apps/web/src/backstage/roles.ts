/** Roles that an organization can give; `admin` belongs to the platform. */
export const grantable = [
  'owner',
  'manager',
  'finance',
  'marketing',
  'coordinator',
  'production',
  'technical',
  'security',
  'door',
  'venue_manager',
  'sponsor',
  'professional',
] as const
export const grantableOf = (text: string | null) => grantable.find((role) => role === text)
