import type { Difference, DifferencePage } from "@skyhold/sdk";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { skyhold } from "../../app/client.ts";
import { differencesQuery } from "../../app/queries.ts";
import { DataList } from "../../design/data-list.tsx";
import type { Column } from "../../design/data-list.tsx";
import { amountsIn, moment, word } from "../../design/format.ts";
import { ErrorNotice } from "../../design/states.tsx";

const columns: readonly Column<Difference>[] = [
  { title: "What", width: "200px", cell: ({ object, kind }) => `${word(object)}: ${word(kind)}` },
  { title: "At Stripe", cell: ({ theirs, stripeId }) => <Side text={theirs} id={stripeId} /> },
  { title: "Here", cell: ({ ours }) => <Side text={ours} id={null} /> },
  {
    title: "Booking",
    width: "100px",
    cell: ({ bookingId }) =>
      bookingId !== null && (
        <Link to="/bookings/$bookingId" params={{ bookingId }}>
          Open
        </Link>
      ),
  },
  { title: "Found", width: "150px", phone: false, cell: ({ foundAt }) => <span className="muted small num">{moment(foundAt)}</span> },
];

function Side({ text, id }: { readonly text: string | null; readonly id: string | null }) {
  return (
    <>
      {text === null ? <span className="muted">Nothing</span> : amountsIn(text)}
      {id !== null && <div className="muted small mono">{id}</div>}
    </>
  );
}

/** On what Stripe's account and ours do not agree; a difference stays until a comparison finds it gone. */
export function Differences() {
  const query = useInfiniteQuery(differencesQuery);
  const run = useMutation({ mutationFn: () => skyhold.admin.reconciliation.run() });
  const last = query.data?.pages[0]?.lastComparison ?? null;
  const differences = query.data?.pages.flatMap((page) => page.differences) ?? [];
  return (
    <div className="card">
      <div className="card-body row" data-spread>
        <LastComparison last={last} />
        <button type="button" className="button" disabled={run.isPending} onClick={() => run.mutate()}>
          Compare now
        </button>
      </div>
      {run.error && <ErrorNotice error={run.error} />}
      {run.data && (
        <p className="notice" role="status">
          The comparison runs. Come back in a moment.
        </p>
      )}
      <DataList
        label="Differences"
        items={differences}
        columns={columns}
        query={query}
        emptyTitle={last ? "No difference" : "Not compared yet"}
        empty={last ? "Stripe's account and our books agree." : "What differs stands here once they were compared."}
      />
    </div>
  );
}

function LastComparison({ last }: { readonly last: DifferencePage["lastComparison"] }) {
  if (last === null) return <span className="muted">Nothing was compared yet; it is each night.</span>;
  const { comparedAt, payments, refunds, movements } = last;
  return (
    <span className="muted num">
      Compared {moment(comparedAt)}: {payments} payments, {refunds} refunds, {movements} movements
    </span>
  );
}
