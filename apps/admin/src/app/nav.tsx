import { Link } from "@tanstack/react-router";
import { Plane, PlaneTakeoff, ScrollText, Sun, Ticket } from "lucide-react";

const places = [
  { to: "/", title: "Today", icon: Sun },
  { to: "/bookings", title: "Bookings", icon: Ticket },
  { to: "/flights", title: "Flights", icon: PlaneTakeoff },
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
    <div className="side">
      <Link to="/" className="brand">
        <Plane aria-hidden />
        Skyhold
      </Link>
      <nav className="nav" aria-label="Screens">
        <Links />
      </nav>
    </div>
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
