import type { MessageForStaff } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { messagesQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter, StateFilter } from "../../design/filters.tsx";
import { moment, word } from "../../design/format.ts";
import { ListScreen } from "../../design/list-screen.tsx";

const route = getRouteApi("/app/messages");
const states = ["pending", "sent", "failed", "withheld"] as const;

const MessageDialog = lazy(async () => ({ default: (await import("./message-dialog.tsx")).MessageDialog }));

const columnsWith = (open: (id: string) => void): readonly Column<MessageForStaff>[] => [
  {
    title: "Mail",
    width: "minmax(0, 1.4fr)",
    cell: ({ id, kind, title, state, lastError }) => (
      <>
        <button type="button" className="link" onClick={() => open(id)}>
          {title ?? word(kind)}
        </button>
        <div className="muted small">{state !== "sent" && lastError !== null ? lastError : word(kind)}</div>
      </>
    ),
  },
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
  const [chosen, setChosen] = useState<string | null>(null);
  const state = states.find((each) => each === search.state);
  const input = { ...(state && { state }), ...(search.to !== undefined && { recipient: search.to }) };
  const query = useInfiniteQuery(messagesQuery(input));
  const messages = query.data?.pages.flatMap((page) => page.notifications) ?? [];
  const shown = messages.find(({ id }) => id === chosen);
  return (
    <ListScreen
      title="Messages"
      items={messages}
      columns={columnsWith(setChosen)}
      query={query}
      empty="No mail is like that."
      filters={
        <>
          <SearchFilter label="Address begins with" value={search.to ?? ""} onText={set("to")} />
          <StateFilter label="State" states={states} value={search.state ?? ""} onChoice={set("state")} />
        </>
      }
    >
      <Suspense>{shown && <MessageDialog message={shown} onClose={() => setChosen(null)} />}</Suspense>
    </ListScreen>
  );
}
