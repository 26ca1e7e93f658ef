import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";

import { requireStaff } from "./require-staff.ts";
import { MissingPage, ScreenError } from "./fallbacks.tsx";
import { Shell } from "./shell.tsx";

/** The conditions that an address carries: texts, and nothing else. */
function texts<Key extends string>(...keys: readonly Key[]) {
  return (search: Record<string, unknown>): Partial<Record<Key, string>> => {
    const kept: Partial<Record<Key, string>> = {};
    for (const key of keys) {
      const value = search[key];
      if (typeof value === "string" || typeof value === "number") kept[key] = String(value);
    }
    return kept;
  };
}

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });
const app = createRoute({ getParentRoute: () => root, id: "app", component: Shell, beforeLoad: requireStaff });

const routes = [
  createRoute({
    getParentRoute: () => app,
    path: "/",
    component: lazyRouteComponent(() => import("../screens/today/today.tsx"), "TodayScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/bookings",
    validateSearch: texts("q", "state", "date", "flight", "unpaid", "confirmed"),
    component: lazyRouteComponent(() => import("../screens/bookings/bookings.tsx"), "BookingsScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/bookings/$bookingId",
    component: lazyRouteComponent(() => import("../screens/bookings/booking.tsx"), "BookingScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/flights",
    validateSearch: texts("q", "status", "date", "soon"),
    component: lazyRouteComponent(() => import("../screens/flights/flights.tsx"), "FlightsScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/flights/new",
    component: lazyRouteComponent(() => import("../screens/flights/new-flight.tsx"), "NewFlightScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/flights/calendar",
    validateSearch: texts("q", "month"),
    component: lazyRouteComponent(() => import("../screens/flights/calendar.tsx"), "CalendarScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/flights/$flightId",
    validateSearch: texts("seat"),
    component: lazyRouteComponent(() => import("../screens/flights/flight.tsx"), "FlightScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/supply",
    validateSearch: texts("tab", "q", "date"),
    component: lazyRouteComponent(() => import("../screens/supply/supply.tsx"), "SupplyScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/schedules/new",
    component: lazyRouteComponent(() => import("../screens/supply/new-schedule.tsx"), "NewScheduleScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/schedules/$scheduleId",
    component: lazyRouteComponent(() => import("../screens/supply/schedule.tsx"), "ScheduleScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/aircraft/new",
    component: lazyRouteComponent(() => import("../screens/supply/aircraft.tsx"), "NewAircraftScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/aircraft/$iata",
    component: lazyRouteComponent(() => import("../screens/supply/aircraft.tsx"), "AircraftScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/money",
    validateSearch: texts("tab", "waiting", "state", "q", "stuck", "flight", "open"),
    component: lazyRouteComponent(() => import("../screens/money/money.tsx"), "MoneyScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/sell",
    validateSearch: texts("from", "to", "date", "adults", "children", "infants"),
    component: lazyRouteComponent(() => import("../screens/sell/sell.tsx"), "SellScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/jobs",
    validateSearch: texts("queue"),
    component: lazyRouteComponent(() => import("../screens/jobs/jobs.tsx"), "JobsScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/messages",
    validateSearch: texts("state", "to"),
    component: lazyRouteComponent(() => import("../screens/log/messages.tsx"), "MessagesScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/users",
    validateSearch: texts("email", "role"),
    component: lazyRouteComponent(() => import("../screens/people/users.tsx"), "UsersScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/invariants",
    component: lazyRouteComponent(() => import("../screens/log/invariants.tsx"), "InvariantsScreen"),
  }),
  createRoute({
    getParentRoute: () => app,
    path: "/audit",
    validateSearch: texts("action", "subject", "actor"),
    component: lazyRouteComponent(() => import("../screens/log/audit.tsx"), "AuditScreen"),
  }),
];

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: texts("to"),
  component: lazyRouteComponent(() => import("../screens/sign-in/sign-in.tsx"), "SignInScreen"),
});

/** Every screen has an address, and its code is fetched when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren([app.addChildren(routes), signIn]),
  basepath: "/admin",
  defaultErrorComponent: ScreenError,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
