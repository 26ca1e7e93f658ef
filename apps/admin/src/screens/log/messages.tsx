import type { MessageForStaff } from "@skyhold/sdk";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { messagesQuery } from "../../app/queries.ts";
import { StateBadge } from "../../design/badge.tsx";
import { DataList } from "../../design/data-list.tsx";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter, StateFilter } from "../../design/filters.tsx";
import { moment, word } from "../../design/format.ts";

const route = getRouteApi("/app/messages");
const states = ["pending", "sent", "failed"] as const;

const columns: readonly Column<MessageForStaff>[] = [
  { title: "Mail", cell: ({ kind }) => word(kind) },
  { title: "State", width: "120px", cell: ({ state }) => <StateBadge state={state} /> },
  { title: "To", cell: ({ recipient }) => recipient },
  {
    title: "Booking",
    width: "100px",
    cell: ({ bookingId, recordLocator }) =>
      bookingId !== null && (
        <Link to="/bookings/$bookingId" params={{ bookingId }} className="mono">
          {recordLocator}
        </Link>
      ),
  },
  { title: "Tries", width: "70px", end: true, phone: false, cell: ({ attempts }) => <span className="num">{attempts}</span> },
  { title: "Queued", width: "150px", phone: false, cell: ({ createdAt }) => <span className="muted small num">{moment(createdAt)}</span> },
  {
    title: "Sent",
    width: "150px",
    phone: false,
    cell: ({ sentAt }) => <span className="muted small num">{sentAt ? moment(sentAt) : "–"}</span>,
  },
];

/** The mails of travellers and staff. */
export function MessagesScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (key: keyof typeof search) => (value: string) =>
    void navigate({ search: (before) => ({ ...before, [key]: value || undefined }), replace: true });
  const state = states.find((each) => each === search.state);
  const input = { ...(state && { state }), ...(search.to !== undefined && { recipient: search.to }) };
  const query = useInfiniteQuery({ ...messagesQuery(input), placeholderData: keepPreviousData });
  const messages = query.data?.pages.flatMap((page) => page.notifications) ?? [];
  return (
    <div className="page">
      <h1>Messages</h1>
      <div className="card">
        <div className="card-body filters">
          <SearchFilter label="Address begins with" value={search.to ?? ""} onText={set("to")} />
          <StateFilter label="State" states={states} value={search.state ?? ""} onChoice={set("state")} />
        </div>
        <DataList label="Messages" items={messages} columns={columns} query={query} empty="No mail is like that." />
      </div>
    </div>
  );
}
