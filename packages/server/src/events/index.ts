export { findCodes, type Code, type TypedCode } from './code-view.ts'
export { loadSaleable, loadSaleables, type SaleableEvent } from './catalogue.ts'
export {
  freeOf,
  isSoldOut,
  onSale,
  priceFrom,
  saleOf,
  tierNow,
  type Pools,
  type PoolStock,
  type SaleableType,
  type Tier,
  type TierNow,
} from './price.ts'
export type { DoorPreparation } from './door-preparation.ts'
export { ownEventsOf, toOwnEvent } from './own-events.ts'
export { posterUrl } from './card.ts'
export { ownEvent, type EventRow } from './event-row.ts'
export { refreshPrices, refreshDuePrices } from './prices.ts'
export { completeEndedEvents, eventsListeners, keepStage } from './stage.ts'
export { eventsHandlers, eventsJobs, type EventsParts } from './handlers.ts'
