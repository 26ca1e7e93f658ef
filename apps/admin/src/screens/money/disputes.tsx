import type { Dispute } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { disputesQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { StateBadge } from "../../design/badge.tsx";
import { money, moment, word } from "../../design/format.ts";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { Table } from "../../design/table.tsx";

const route = getRouteApi("/app/money");

/** Payments that card holders contest; they are answered in Stripe's dashboard. The hundred latest. */
export function Disputes() {
  const { open } = route.useSearch();
  const set = useSetSearch<{ open?: string }>();
  const query = useQuery(disputesQuery(open !== undefined));
  const disputes = query.data?.disputes ?? [];
  return (
    <div className="card">
      <div className="card-body filters">
        <label className="row">
          <input type="checkbox" checked={open !== undefined} onChange={({ target }) => set("open")(target.checked ? "yes" : "")} />
          Only those that are not closed
        </label>
      </div>
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && disputes.length === 0 && <Empty title="No disputes">Nobody contests a payment.</Empty>}
      {disputes.length > 0 && (
        <Table label="Disputes" head={["Booking", "Amount", "State", "Reason", "Money", "Answer by", "At Stripe"]}>
          <tbody>
            {disputes.map((dispute) => (
              <DisputeRow key={dispute.id} dispute={dispute} />
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

function DisputeRow({ dispute }: { readonly dispute: Dispute }) {
  const { bookingId, recordLocator, amount, state, reason, funds, evidenceDueBy, stripeDisputeId } = dispute;
  return (
    <tr>
      <td>
        {bookingId === null ? (
          "None of ours"
        ) : (
          <Link to="/bookings/$bookingId" params={{ bookingId }} className="mono">
            {recordLocator}
          </Link>
        )}
      </td>
      <td className="num">{money(amount)}</td>
      <td>
        <StateBadge state={state} />
      </td>
      <td>{word(reason)}</td>
      <td>{word(funds)}</td>
      <td className="num">{evidenceDueBy === null ? "–" : moment(evidenceDueBy)}</td>
      <td className="mono small">{stripeDisputeId}</td>
    </tr>
  );
}
