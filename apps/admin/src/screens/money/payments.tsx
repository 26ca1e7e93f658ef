import type { PaymentForStaff } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { paymentsQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter, StateFilter } from "../../design/filters.tsx";
import { money, moment, word } from "../../design/format.ts";
import { ListCard } from "../../design/list-screen.tsx";

const route = getRouteApi("/app/money");
const states = ["starting", "requires_payment", "processing", "authorised", "captured", "failed", "cancelled"] as const;

const columns: readonly Column<PaymentForStaff>[] = [
  {
    title: "Booking",
    width: "100px",
    cell: ({ bookingId, recordLocator }) => (
      <Link to="/bookings/$bookingId" params={{ bookingId }} className="cover mono">
        {recordLocator}
      </Link>
    ),
  },
  { title: "State", width: "160px", cell: ({ state }) => <StateBadge state={state} /> },
  {
    title: "By",
    cell: ({ method, declineCode, purpose }) => (
      <>
        {method ?? <span className="muted">No card yet</span>}
        {purpose === "seats" && <span className="muted small"> for seats</span>}
        {purpose === "change" && <span className="muted small"> for other flights</span>}
        {declineCode !== null && <div className="muted small">{word(declineCode)}</div>}
      </>
    ),
  },
  { title: "At Stripe", phone: false, cell: ({ stripeIntentId }) => <span className="muted small mono">{stripeIntentId ?? "–"}</span> },
  { title: "Begun", width: "150px", phone: false, cell: ({ createdAt }) => <span className="muted small num">{moment(createdAt)}</span> },
  {
    title: "Amount",
    width: "150px",
    end: true,
    cell: ({ amount, refunded }) => (
      <>
        <div className="num">{money(amount)}</div>
        {refunded.amount > 0 && <div className="muted small num">{money(refunded)} back</div>}
      </>
    ),
  },
];

/** Every attempt to pay, found by locator or by Stripe's id. */
export function Payments() {
  const search = route.useSearch();
  const set = useSetSearch<typeof search>();
  const state = states.find((each) => each === search.state);
  const query = useInfiniteQuery(
    paymentsQuery({
      ...(state && { state }),
      ...(search.q !== undefined && { query: search.q }),
      ...(search.stuck !== undefined && { stuck: true as const }),
    }),
  );
  return (
    <ListCard
      label="Payments"
      items={query.data?.pages.flatMap((page) => page.payments) ?? []}
      columns={columns}
      query={query}
      linked
      empty="No payment is like that."
      filters={
        <>
          <SearchFilter label="Locator or Stripe's id, whole" value={search.q ?? ""} onText={set("q")} />
          <StateFilter label="State" states={states} value={search.state ?? ""} onChoice={set("state")} />
          <label className="row">
            <input
              type="checkbox"
              checked={search.stuck !== undefined}
              onChange={({ target }) => set("stuck")(target.checked ? "yes" : "")}
            />
            Only those that do not move on
          </label>
        </>
      }
    />
  );
}
