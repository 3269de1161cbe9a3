export {
  attemptFrom,
  attemptsOf,
  findAttempt,
  findAttemptByKey,
  insertAttempt,
  insertAttempts,
  paymentView,
  type Attempt,
  type NewAttempt,
} from './attempts.ts'
export { holdUntil, isLongHold } from './holds.ts'
export { paymentsInvariants } from './invariants.ts'
export { Payments } from './payments.ts'
export { ForgedWebhook, type Acceptance, type PaymentProvider } from './provider.ts'
export { requestRefund, tellRefund, workRefunds } from './refunds.ts'
export { settleReviewedPayment } from './settle-review.ts'
export { isOpen, openStates } from './states.ts'
export { WebhookInbox, workWebhooks } from './webhooks.ts'
