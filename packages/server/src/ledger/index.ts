export { allocate, allocateRefund, ratio, type Allocation, type Shares } from './allocate.ts'
export { ledgerInvariants } from './invariants.ts'
export { post, postAll, type Posting } from './post.ts'
export { differenceTaken, refundExecuted, refundPromised, saleCaptured, unownedCaptured } from './sale.ts'
