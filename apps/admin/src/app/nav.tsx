import { Link } from "@tanstack/react-router";
import { Banknote, CalendarRange, Mail, Plane, PlaneTakeoff, ScrollText, ShieldCheck, Sun, Ticket, Users } from "lucide-react";

const places = [
  { to: "/", title: "Today", icon: Sun },
  { to: "/bookings", title: "Bookings", icon: Ticket },
  { to: "/flights", title: "Flights", icon: PlaneTakeoff },
  { to: "/supply", title: "Supply", icon: CalendarRange },
  { to: "/money", title: "Money", icon: Banknote },
  { to: "/messages", title: "Messages", icon: Mail },
  { to: "/users", title: "Users", icon: Users },
  { to: "/invariants", title: "Invariants", icon: ShieldCheck },
  { to: "/audit", title: "Audit log", icon: ScrollText },
] as const;

/** Where one can go. */
export const navPlaces = places;

function Links() {
  return places.map(({ to, title, icon: Icon }) => (
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
