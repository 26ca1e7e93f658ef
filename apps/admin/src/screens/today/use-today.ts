import { isSkyholdError } from "@skyhold/sdk";
import type { TodayEvent } from "@skyhold/sdk";
import { useEffect, useState } from "react";

import { skyhold } from "../../app/client.ts";
import { sessionEnded } from "../../app/session-state.ts";

/** The figures of today as they change, told by the server; what was told last stays when it falls silent. */
export function useToday(): { readonly event: TodayEvent | null; readonly error: unknown; readonly again: () => void } {
  const [event, setEvent] = useState<TodayEvent | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      for await (const next of skyhold.admin.stats.watch({ signal: stop.signal })) {
        setError(null);
        setEvent(next);
      }
    };
    follow().catch((reason: unknown) => {
      if (stop.signal.aborted || isSkyholdError(reason, "ABORTED")) return;
      if (isSkyholdError(reason, "UNAUTHENTICATED")) sessionEnded();
      setError(reason);
    });
    return () => stop.abort();
  }, [attempt]);
  return { event, error, again: () => setAttempt(attempt + 1) };
}
