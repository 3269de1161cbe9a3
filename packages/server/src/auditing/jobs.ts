import type { Job } from '#core/jobs.ts'
import { auditRound, type AuditingParts } from './round.ts'

export const auditingJobs = (parts: AuditingParts): readonly Job[] => [{ name: 'audit', every: { seconds: 15 }, run: () => auditRound(parts) }]
