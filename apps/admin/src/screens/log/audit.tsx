import type { AuditEntry } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { auditQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter } from "../../design/filters.tsx";
import { deed, money, moment, spaced } from "../../design/format.ts";
import { ListScreen } from "../../design/list-screen.tsx";

const route = getRouteApi("/app/audit");

const columns: readonly Column<AuditEntry>[] = [
  { title: "When", width: "150px", cell: ({ at }) => <span className="num">{moment(at)}</span> },
  {
    title: "Who",
    width: "minmax(0, 0.8fr)",
    cell: ({ actor }) => <span title={actor.id}>{actor.email ?? actor.id}</span>,
  },
  {
    title: "What",
    width: "minmax(0, 0.8fr)",
    cell: ({ action }) => (
      <>
        <div>{deed(action)}</div>
        <div className="muted small mono">{action}</div>
      </>
    ),
  },
  { title: "To what", width: "minmax(0, 1fr)", phone: false, cell: ({ subjectId }) => <Subject id={subjectId} /> },
  {
    title: "Why",
    width: "minmax(0, 1.4fr)",
    cell: ({ reason, details }) => (
      <>
        <div>{reason ?? <span className="muted">No reason is asked for</span>}</div>
        <div className="muted small">{inWords(details)}</div>
      </>
    ),
  },
];

const instant = /\d{4}-\d\d-\d\dT[\d:.]+Z/gu;

/** `terms: full · refund: €12.00`: a number beside a currency is an amount of it. */
function inWords({ currency, ...details }: AuditEntry["details"]): string {
  const text = (value: AuditEntry["details"][string]) => {
    if (typeof value === "number" && typeof currency === "string") return money({ amount: value, currency });
    return (Array.isArray(value) ? value.join(", ") : String(value)).replaceAll(instant, (at) => moment(new Date(at)));
  };
  return Object.entries(details)
    .map(([key, value]) => `${spaced(key)}: ${text(value)}`)
    .join(" · ");
}

function Subject({ id }: { readonly id: string }) {
  if (id.startsWith("bkg_"))
    return (
      <Link to="/bookings/$bookingId" params={{ bookingId: id }} className="mono small">
        {id}
      </Link>
    );
  if (id.startsWith("flt_"))
    return (
      <Link to="/flights/$flightId" params={{ flightId: id }} className="mono small">
        {id}
      </Link>
    );
  return <span className="mono small">{id}</span>;
}

/** What everybody who works here did, to what, and why. */
export function AuditScreen() {
  const search = route.useSearch();
  const set = useSetSearch<typeof search>();
  const query = useInfiniteQuery(
    auditQuery({
      ...(search.action !== undefined && { action: search.action }),
      ...(search.subject !== undefined && { subjectId: search.subject }),
      ...(search.actor !== undefined && { actor: search.actor }),
    }),
  );
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <ListScreen
      title="Audit log"
      items={entries}
      columns={columns}
      query={query}
      empty="Nobody has done anything like that."
      filters={
        <>
          <SearchFilter label="Action begins with, such as seats." value={search.action ?? ""} onText={set("action")} />
          <SearchFilter label="Id of booking, flight, user" value={search.subject ?? ""} onText={set("subject")} />
          <SearchFilter label="Id of who did it, or system" value={search.actor ?? ""} onText={set("actor")} />
        </>
      }
    />
  );
}
