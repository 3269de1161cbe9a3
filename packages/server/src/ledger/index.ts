export { allocate, allocateRefund, ratio, type Allocation, type Shares } from './allocate.ts'
export { ledgerInvariants } from './invariants.ts'
export { moveBalances, post, writePostings, type Posting } from './post.ts'
export { differenceTaken, refundExecuted, refundPromised, saleCaptured, unownedCaptured } from './sale.ts'
