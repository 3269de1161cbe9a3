import type { BetterAuthOptions } from 'better-auth'

const day = 86_400
const dates = { createdAt: 'created_at', updatedAt: 'updated_at' }
/** The library's models on our tables. */
export const tables = {
  user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...dates } },
  session: {
    modelName: 'sessions',
    fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...dates },
    expiresIn: 30 * day,
    disableSessionRefresh: true,
  },
  account: {
    modelName: 'accounts',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...dates,
    },
  },
  verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...dates }, storeIdentifier: 'hashed' },
} satisfies BetterAuthOptions
