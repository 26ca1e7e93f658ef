import { Link, useRouteContext } from "@tanstack/react-router";
import {
  Banknote,
  CalendarRange,
  Cog,
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

/** Where one can go; only admins have anything to do with users. */
export function usePlaces(): readonly (typeof places)[number][] {
  const { isAdmin } = useRouteContext({ from: "/app" });
  return places.filter(({ to }) => isAdmin || to !== "/users");
}

function Links() {
  return usePlaces().map(({ to, title, icon: Icon }) => (
    <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
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

/** The same places within a thumb's reach, on a phone. */
export function BottomNav() {
  return (
    <nav className="bottom-nav" aria-label="Screens">
      <Links />
    </nav>
  );
}
