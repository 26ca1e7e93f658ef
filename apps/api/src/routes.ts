import type { TRPCRouterRecord } from "@trpc/server";

import { flights as adminFlights } from "./routes/admin/flights.ts";
import { airports } from "./routes/airports.ts";
import { auth } from "./routes/auth.ts";
import { bookings } from "./routes/bookings.ts";
import { flights } from "./routes/flights.ts";
import { payments } from "./routes/payments.ts";
import { seats } from "./routes/seats.ts";

/** The whole API, by noun and verb. */
export const routes = { airports, auth, flights, seats, bookings, payments, admin: { flights: adminFlights } } satisfies TRPCRouterRecord;
