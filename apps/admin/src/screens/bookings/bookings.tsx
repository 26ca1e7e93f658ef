import type { BookingSummary } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { bookingsQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { DateFilter, SearchFilter, StateFilter } from "../../design/filters.tsx";
import { money, moment, zoned } from "../../design/format.ts";
import { ListScreen } from "../../design/list-screen.tsx";
import { Narrowed } from "../../design/narrowed.tsx";

const route = getRouteApi("/app/bookings");
const states = ["held", "awaiting_payment", "confirmed", "cancelled", "expired", "released"] as const;

const columns: readonly Column<BookingSummary>[] = [
  {
    title: "Booking",
    width: "96px",
    cell: ({ id, recordLocator }) => (
      <Link to="/bookings/$bookingId" params={{ bookingId: id }} className="cover mono">
        {recordLocator}
      </Link>
    ),
  },
  {
    title: "State",
    width: "140px",
    cell: ({ state }) => <StateBadge state={state} />,
  },
  {
    title: "Passenger",
    cell: ({ name, passengers, contactEmail }) => (
      <>
        <div>
          {name ?? "Not named yet"} {passengers > 1 && <span className="muted">and {passengers - 1} more</span>}
        </div>
        <div className="muted small">{contactEmail}</div>
      </>
    ),
  },
  {
    title: "Flights",
    width: "minmax(0, 1.3fr)",
    phone: false,
    cell: ({ flights }) =>
      flights.map(({ id, designator, origin, destination, departs }) => (
        <div key={id} className="num">
          {designator}{" "}
          <span className="muted small">
            {origin} → {destination}, {zoned(departs)}
          </span>
        </div>
      )),
  },
  { title: "Made", width: "150px", phone: false, cell: ({ createdAt }) => <span className="muted small num">{moment(createdAt)}</span> },
  { title: "Total", width: "120px", end: true, cell: ({ total }) => <span className="num">{money(total)}</span> },
];

/** The bookings that the address asks for. */
function useFound() {
  const { q, state: asked, date, flight, unpaid, confirmed } = route.useSearch();
  const state = states.find((each) => each === asked);
  return useInfiniteQuery(
    bookingsQuery({
      ...(q !== undefined && { query: q }),
      ...(state && { state }),
      ...(date !== undefined && { departureDate: date }),
      ...(flight !== undefined && { flightId: flight }),
      ...(unpaid !== undefined && { unpaid: true as const }),
      ...(confirmed !== undefined && { confirmedOn: confirmed }),
    }),
  );
}

/** Everybody's bookings, found by whatever is known of them. The address holds the search. */
export function BookingsScreen() {
  const search = route.useSearch();
  const set = useSetSearch<typeof search>();
  const query = useFound();
  const bookings = query.data?.pages.flatMap((page) => page.bookings) ?? [];
  return (
    <ListScreen
      title="Bookings"
      items={bookings}
      columns={columns}
      query={query}
      linked
      empty="No booking is like that. Search with less."
      filters={
        <>
          <SearchFilter label="Locator, name, e-mail, ticket or flight" value={search.q ?? ""} onText={set("q")} />
          <StateFilter label="State" states={states} value={search.state ?? ""} onChoice={set("state")} />
          <DateFilter label="Departure on" value={search.date ?? ""} onDate={set("date")} />
          {search.flight !== undefined && <Narrowed to="Of one flight only" onWiden={() => set("flight")("")} />}
          {search.unpaid !== undefined && <Narrowed to="Only those to be paid in time" onWiden={() => set("unpaid")("")} />}
          {search.confirmed !== undefined && (
            <Narrowed to={`Only those confirmed on ${search.confirmed} (UTC)`} onWiden={() => set("confirmed")("")} />
          )}
        </>
      }
    />
  );
}
