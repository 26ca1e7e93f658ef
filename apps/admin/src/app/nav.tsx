import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useMatches, useRouteContext } from "@tanstack/react-router";
import {
  Banknote,
  CalendarRange,
  Cog,
  FlaskConical,
  Mail,
  Plane,
  PlaneTakeoff,
  ScrollText,
  ShieldCheck,
  ShoppingBag,
  Sun,
  Ticket,
  Users,
} from "lucide-react";

import { useActiveInSight } from "../design/use-active-in-sight.ts";
import { sandboxQuery } from "./sandbox-queries.ts";

const places = [
  { to: "/", title: "Today", icon: Sun },
  { to: "/bookings", title: "Bookings", icon: Ticket },
  { to: "/sell", title: "Sell", icon: ShoppingBag },
  { to: "/flights", title: "Flights", icon: PlaneTakeoff },
  { to: "/supply", title: "Supply", icon: CalendarRange },
  { to: "/money", title: "Money", icon: Banknote },
  { to: "/messages", title: "Messages", icon: Mail },
  { to: "/jobs", title: "Jobs", icon: Cog },
  { to: "/users", title: "Users", icon: Users },
  { to: "/invariants", title: "Invariants", icon: ShieldCheck },
  { to: "/audit", title: "Audit log", icon: ScrollText },
] as const;

const sandbox = { to: "/sandbox", title: "Sandbox", icon: FlaskConical } as const;

/** Where one can go: only admins have anything to do with users, and the sandbox is there where embedded parts run. */
export function usePlaces(): readonly ((typeof places)[number] | typeof sandbox)[] {
  const { isAdmin } = useRouteContext({ from: "/app" });
  const { data } = useQuery(sandboxQuery);
  const own = places.filter(({ to }) => isAdmin || to !== "/users");
  return data && (data.mailbox ?? data.stripe ?? data.clock) !== null ? [...own, sandbox] : own;
}

/** Screens that belong to a place, though their addresses do not begin with its own. */
const within: Readonly<Record<string, string>> = { "/schedules": "/supply", "/aircraft": "/supply" };
const here = { "data-status": "active", "aria-current": "page" } as const;

function Links() {
  const home = useMatches({ select: (matches) => within[/^\/[^/]*/u.exec(matches.at(-1)?.fullPath ?? "")?.[0] ?? ""] });
  return usePlaces().map(({ to, title, icon: Icon }) => (
    <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }} {...(to === home && here)}>
      <Icon aria-hidden />
      {title}
    </Link>
  ));
}

/** The places, at the side. */
export function SideNav() {
  return (
    <nav className="side" aria-label="Screens">
      <Link to="/" className="brand">
        <Plane aria-hidden />
        Skyhold
      </Link>
      <div className="nav">
        <Links />
      </div>
    </nav>
  );
}

/** The same places within a thumb's reach, on a phone, where the one that is open is always in sight. */
export function BottomNav() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const bar = useActiveInSight(`${path} of ${usePlaces().length}`);
  return (
    <nav ref={bar} className="bottom-nav" aria-label="Screens">
      <Links />
    </nav>
  );
}
