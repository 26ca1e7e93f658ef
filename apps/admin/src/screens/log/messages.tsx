import type { MessageForStaff } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { messagesQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter, StateFilter } from "../../design/filters.tsx";
import { moment, word } from "../../design/format.ts";
import { ListScreen } from "../../design/list-screen.tsx";

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
  const set = useSetSearch<typeof search>();
  const state = states.find((each) => each === search.state);
  const input = { ...(state && { state }), ...(search.to !== undefined && { recipient: search.to }) };
  const query = useInfiniteQuery(messagesQuery(input));
  const messages = query.data?.pages.flatMap((page) => page.notifications) ?? [];
  return (
    <ListScreen
      title="Messages"
      items={messages}
      columns={columns}
      query={query}
      empty="No mail is like that."
      filters={
        <>
          <SearchFilter label="Address begins with" value={search.to ?? ""} onText={set("to")} />
          <StateFilter label="State" states={states} value={search.state ?? ""} onChoice={set("state")} />
        </>
      }
    />
  );
}
