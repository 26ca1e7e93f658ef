import type { TRPCRouterRecord } from "@trpc/server";

import { flights as adminFlights } from "./routes/admin/flights.ts";
import { users as adminUsers } from "./routes/admin/users.ts";
import { auth } from "./routes/auth.ts";
import { bookings } from "./routes/bookings.ts";
import { flights } from "./routes/flights.ts";
import { payments } from "./routes/payments.ts";
import { profile } from "./routes/profile.ts";
import { seats } from "./routes/seats.ts";

/** The whole API, by noun and verb. */
export const routes = {
  auth,
  profile,
  flights,
  seats,
  bookings,
  payments,
  admin: { flights: adminFlights, users: adminUsers },
} satisfies TRPCRouterRecord;
