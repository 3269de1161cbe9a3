import type { Job } from '#core/jobs.ts'
import { submitTemplates } from './approval.ts'
import { workBroadcasts } from './broadcasts.ts'
import { goOnToNextChannel, recoverUnknown, wipeSecrets } from './look-after.ts'
import type { MessagingParts } from './parts.ts'
import { rested } from './rested-channel.ts'
import { scheduleReminders } from './reminders.ts'
import { sendDue, type Halts } from './send-due.ts'
import { workInbox } from './webhook-inbox.ts'

/** What the worker keeps doing so that messages go out and their fate is known. */
export function messagingJobs(given: MessagingParts): readonly Job[] {
  const parts = { ...given, channels: given.channels.map((channel) => rested(channel, given)) }
  const halts: Halts = new Map()
  return [
    { name: 'send-messages', every: { seconds: 1 }, run: () => sendDue(parts, halts) },
    { name: 'work-message-webhooks', every: { seconds: 1 }, run: () => workInbox(parts) },
    { name: 'write-broadcasts', every: { seconds: 2 }, run: () => workBroadcasts(parts) },
    { name: 'recover-unknown-messages', every: { seconds: 10 }, run: () => recoverUnknown(parts) },
    { name: 'go-on-to-next-channel', every: { seconds: 10 }, run: () => goOnToNextChannel(parts) },
    { name: 'schedule-reminders', every: { seconds: 60 }, run: () => scheduleReminders(parts) },
    { name: 'wipe-sign-in-secrets', every: { seconds: 300 }, run: () => wipeSecrets(parts) },
    { name: 'submit-message-templates', every: { seconds: 3600 }, run: () => submitTemplates(parts) },
  ]
}
