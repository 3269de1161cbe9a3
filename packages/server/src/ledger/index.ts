export { allocate, allocateRefund, type Allocation, type Shares } from './allocate.ts'
export { post, type Posting } from './post.ts'
export { refundExecuted, refundPromised, saleCaptured, unownedCaptured } from './sale.ts'
