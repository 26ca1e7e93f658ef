import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { messagesQuery } from "../../app/queries.ts";
import { StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { moment, word } from "../../design/format.ts";
import { ErrorNotice } from "../../design/states.tsx";

const MessageDialog = lazy(async () => ({ default: (await import("../log/message-dialog.tsx")).MessageDialog }));

/** What the traveller was told; each mail can be looked at, and sent once more. */
export function BookingMessages({ bookingId }: { readonly bookingId: string }) {
  const query = useInfiniteQuery(messagesQuery({ bookingId }));
  const [chosen, setChosen] = useState<string | null>(null);
  const messages = query.data?.pages.flatMap((page) => page.notifications) ?? [];
  const shown = messages.find(({ id }) => id === chosen);
  return (
    <Card title="Messages">
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && messages.length === 0 && <p className="card-body muted">The traveller was told of nothing yet.</p>}
      <ul className="moves">
        {messages.map(({ id, kind, title, recipient, state, createdAt, sentAt }) => (
          <li key={id}>
            <div>
              <button type="button" className="link" onClick={() => setChosen(id)}>
                {title ?? word(kind)}
              </button>
              <div className="muted small num">
                {recipient}, {moment(sentAt ?? createdAt)}
              </div>
            </div>
            <StateBadge state={state} />
          </li>
        ))}
      </ul>
      <Suspense>{shown && <MessageDialog message={shown} onClose={() => setChosen(null)} />}</Suspense>
    </Card>
  );
}
