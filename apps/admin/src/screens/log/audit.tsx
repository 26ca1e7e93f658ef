import type { AuditEntry } from "@skyhold/sdk";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { auditQuery } from "../../app/queries.ts";
import { DataList } from "../../design/data-list.tsx";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter } from "../../design/filters.tsx";
import { moment } from "../../design/format.ts";

const route = getRouteApi("/app/audit");

const columns: readonly Column<AuditEntry>[] = [
  { title: "When", width: "150px", cell: ({ at }) => <span className="num">{moment(at)}</span> },
  {
    title: "Who",
    width: "minmax(0, 0.8fr)",
    cell: ({ actor }) => <span title={actor.id}>{actor.email ?? actor.id}</span>,
  },
  { title: "What", width: "160px", cell: ({ action }) => <span className="mono small">{action}</span> },
  { title: "To what", width: "minmax(0, 1fr)", phone: false, cell: ({ subjectId }) => <Subject id={subjectId} /> },
  {
    title: "Why",
    width: "minmax(0, 1.4fr)",
    cell: ({ reason, details }) => (
      <>
        <div>{reason ?? <span className="muted">No reason is asked for</span>}</div>
        <div className="muted small">
          {Object.entries(details)
            .map(([key, value]) => `${key}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
            .join(" · ")}
        </div>
      </>
    ),
  },
];

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
  const navigate = route.useNavigate();
  const set = (key: keyof typeof search) => (value: string) =>
    void navigate({ search: (before) => ({ ...before, [key]: value || undefined }), replace: true });
  const query = useInfiniteQuery({
    ...auditQuery({
      ...(search.action !== undefined && { action: search.action }),
      ...(search.subject !== undefined && { subjectId: search.subject }),
      ...(search.actor !== undefined && { actor: search.actor }),
    }),
    placeholderData: keepPreviousData,
  });
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className="page">
      <h1>Audit log</h1>
      <div className="card">
        <div className="card-body filters">
          <SearchFilter label="Action begins with, such as seats." value={search.action ?? ""} onText={set("action")} />
          <SearchFilter label="Id of booking, flight, user" value={search.subject ?? ""} onText={set("subject")} />
          <SearchFilter label="Id of who did it, or system" value={search.actor ?? ""} onText={set("actor")} />
        </div>
        <DataList label="Audit log" items={entries} columns={columns} query={query} empty="Nobody has done anything like that." />
      </div>
    </div>
  );
}
