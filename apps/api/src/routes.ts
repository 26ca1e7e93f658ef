import type { TRPCRouterRecord } from "@trpc/server";

import { aircraft } from "./routes/admin/aircraft.ts";
import { airlines } from "./routes/admin/airlines.ts";
import { airports as adminAirports } from "./routes/admin/airports.ts";
import { audit } from "./routes/admin/audit.ts";
import { bookings as adminBookings } from "./routes/admin/bookings.ts";
import { disputes } from "./routes/admin/disputes.ts";
import { fares } from "./routes/admin/fares.ts";
import { flights as adminFlights } from "./routes/admin/flights.ts";
import { invariants } from "./routes/admin/invariants.ts";
import { jobs } from "./routes/admin/jobs.ts";
import { notifications as adminNotifications } from "./routes/admin/notifications.ts";
import { payments as adminPayments } from "./routes/admin/payments.ts";
import { reconciliation } from "./routes/admin/reconciliation.ts";
import { refunds as adminRefunds } from "./routes/admin/refunds.ts";
import { sandbox } from "./routes/admin/sandbox.ts";
import { schedules } from "./routes/admin/schedules.ts";
import { stats } from "./routes/admin/stats.ts";
import { users as adminUsers } from "./routes/admin/users.ts";
import { airports } from "./routes/airports.ts";
import { auth } from "./routes/auth.ts";
import { bookings } from "./routes/bookings.ts";
import { flights } from "./routes/flights.ts";
import { idempotency } from "./routes/idempotency.ts";
import { notifications } from "./routes/notifications.ts";
import { payments } from "./routes/payments.ts";
import { profile } from "./routes/profile.ts";
import { seats } from "./routes/seats.ts";

/** The whole API, by noun and verb. */
export const routes = {
  airports,
  auth,
  profile,
  flights,
  seats,
  bookings,
  payments,
  notifications,
  idempotency,
  admin: {
    stats,
    bookings: adminBookings,
    flights: adminFlights,
    schedules,
    airports: adminAirports,
    airlines,
    aircraft,
    fares,
    payments: adminPayments,
    refunds: adminRefunds,
    disputes,
    reconciliation,
    notifications: adminNotifications,
    jobs,
    audit,
    invariants,
    users: adminUsers,
    sandbox,
  },
} satisfies TRPCRouterRecord;
