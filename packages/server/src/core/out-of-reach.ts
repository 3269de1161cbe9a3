import pg from 'pg'

/** PostgreSQL is going down or coming up, was told to cut us off, or has no room: disk, memory, connections. */
const codesOfDatabase = ['57P01', '57P02', '57P03', '57P05', '53000', '53100', '53200', '53300', '53400', '58030', '08000', '08003', '08006']
const codesOfNetwork = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']
/** pg and pg-pool have no codes for these. */
const wordsOfDriver = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
]

/**
 * The database cannot be asked at the moment: it is away, full, or all connections are taken. What was under way is either whole or not
 * there at all, so the same request, with the same key, may be sent again in a moment.
 */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof pg.DatabaseError) return error.code !== undefined && codesOfDatabase.includes(error.code)
  if ('code' in error && codesOfNetwork.includes(String(error.code)) && 'syscall' in error) return true
  return wordsOfDriver.some((words) => error.message.startsWith(words))
}
