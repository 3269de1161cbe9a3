import { getEventSales } from './get-event-sales.ts'
import { getOrganizerDashboard } from './get-organizer-dashboard.ts'

/** Reports that read across the domains and change nothing. */
export const analyticsHandlers = { getEventSales, getOrganizerDashboard }
