import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** Prometheus figures of this process. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry })
export const requestSeconds = new Histogram({
  name: 'http_request_seconds',
  help: 'Time to answer, by operation and status',
  labelNames: ['operation', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  registers: [registry],
})
export const liveListeners = new Gauge({ name: 'live_listeners', help: 'Open event streams', registers: [registry] })
export const ordersCounter = new Counter({
  name: 'orders_total',
  help: 'Orders by what became of them',
  labelNames: ['outcome'],
  registers: [registry],
})
export const deliveriesCounter = new Counter({
  name: 'deliveries_total',
  help: 'Messages by channel and state',
  labelNames: ['channel', 'state'],
  registers: [registry],
})
export const brokenRows = new Gauge({
  name: 'invariant_broken_rows',
  help: 'Rows that break what must always be true; anything above zero wants a person',
  labelNames: ['invariant'],
  registers: [registry],
})
export const auditAge = new Gauge({
  name: 'invariant_checked_seconds_ago',
  help: 'How long ago the auditor looked',
  labelNames: ['invariant'],
  registers: [registry],
})
