import type { Refund } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { refundsQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { AskDialog } from "../../design/ask-dialog.tsx";
import type { Question } from "../../design/ask-dialog.tsx";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { StateFilter } from "../../design/filters.tsx";
import { money, moment, word } from "../../design/format.ts";
import { ListCard } from "../../design/list-screen.tsx";
import { Narrowed } from "../../design/narrowed.tsx";

const route = getRouteApi("/app/money");
const states = ["pending", "requires_action", "succeeded", "failed", "cancelled", "paid_outside"] as const;

const columnsWith = (ask: (question: Question) => void): readonly Column<Refund>[] => [
  {
    title: "Booking",
    width: "100px",
    cell: ({ bookingId, recordLocator }) =>
      bookingId === null ? (
        <span className="muted">None of ours</span>
      ) : (
        <Link to="/bookings/$bookingId" params={{ bookingId }} className="mono">
          {recordLocator}
        </Link>
      ),
  },
  { title: "State", width: "150px", cell: ({ state }) => <StateBadge state={state} /> },
  {
    title: "Reason",
    cell: ({ reason, failureReason, coveredBy }) => (
      <>
        {word(reason)}
        {failureReason !== null && <div className="muted small">{word(failureReason)}</div>}
        {coveredBy !== null && <div className="muted small">Paid by {coveredBy}</div>}
      </>
    ),
  },
  { title: "Begun", width: "150px", phone: false, cell: ({ createdAt }) => <span className="muted small num">{moment(createdAt)}</span> },
  { title: "Amount", width: "120px", end: true, cell: ({ amount }) => <span className="num">{money(amount)}</span> },
  { title: "To do", width: "250px", end: true, cell: (refund) => refund.waiting && <Waiting refund={refund} ask={ask} /> },
];

function Waiting({ refund: { id, amount }, ask }: { readonly refund: Refund; readonly ask: (question: Question) => void }) {
  const retry: Question = {
    title: `Try the refund of ${money(amount)} again`,
    consequence: "Stripe is asked once more to give the money back to the card or account that paid.",
    label: "Why it may succeed now",
    field: "reason",
    confirm: "Try again",
    run: (reason) => skyhold.admin.refunds.retry({ refundId: id, reason }),
  };
  const outside: Question = {
    title: `The ${money(amount)} were paid in another way`,
    consequence: "Nothing is sent: it goes on record, and into the books, that the money has gone back by other means.",
    label: "Under what it is found, such as the number of a bank transfer",
    field: "reference",
    confirm: "Put it on record",
    run: (reference) => skyhold.admin.refunds.markPaidOutside({ refundId: id, reference }),
  };
  return (
    <span className="row">
      <button type="button" className="button" onClick={() => ask(retry)}>
        Try again
      </button>
      <button type="button" className="button" onClick={() => ask(outside)}>
        Paid otherwise
      </button>
    </span>
  );
}

/** Attempts to give money back; those that wait for staff can be tried again, or be put on record as paid otherwise. */
export function Refunds() {
  const search = route.useSearch();
  const [question, setQuestion] = useState<Question | null>(null);
  const state = states.find((each) => each === search.state);
  const input = {
    ...(state && { state }),
    ...(search.waiting !== undefined && { waiting: true as const }),
    ...(search.flight !== undefined && { flightId: search.flight }),
  };
  const query = useInfiniteQuery(refundsQuery(input));
  const refunds = query.data?.pages.flatMap((page) => page.refunds) ?? [];
  const set = useSetSearch<typeof search>();
  return (
    <>
      <ListCard
        label="Refunds"
        items={refunds}
        columns={columnsWith(setQuestion)}
        query={query}
        empty="No refund is like that."
        filters={
          <>
            <StateFilter label="State" states={states} value={search.state ?? ""} onChoice={set("state")} />
            <label className="row">
              <input
                type="checkbox"
                checked={search.waiting !== undefined}
                onChange={({ target }) => set("waiting")(target.checked ? "yes" : "")}
              />
              Only those that wait for us
            </label>
            {search.flight !== undefined && <Narrowed to="Of one flight only" onWiden={() => set("flight")("")} />}
          </>
        }
      />
      {question && <AskDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}
