import { isSkyholdError } from "@skyhold/sdk";
import { useEffect, useRef, useState } from "react";

import { sessionEnded, useSignIns } from "./session-state.ts";

/** What a stream has told last, and how it is with the stream. */
export interface Told<Event> {
  readonly event: Event | null;
  readonly error: unknown;
  readonly again: () => void;
}

/**
 * The last of what the server tells by itself; it stays when the server falls silent. Begins anew when `of` changes, and when somebody has
 * signed in again; ends with what says of itself that it is the last.
 */
export function useTold<Event>(
  of: string,
  watch: (signal: AbortSignal) => AsyncIterable<Event>,
  isLast: (event: Event) => boolean = () => false,
): Told<Event> {
  const [event, setEvent] = useState<Event | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const signIns = useSignIns();
  const source = useRef({ watch, isLast });
  source.current = { watch, isLast };
  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      for await (const next of source.current.watch(stop.signal)) {
        setError(null);
        setEvent(next);
        if (source.current.isLast(next)) return;
      }
    };
    follow().catch((reason: unknown) => {
      if (stop.signal.aborted || isSkyholdError(reason, "ABORTED")) return;
      if (isSkyholdError(reason, "UNAUTHENTICATED")) sessionEnded();
      setError(reason);
    });
    return () => stop.abort();
  }, [of, attempt, signIns]);
  return { event, error, again: () => setAttempt(attempt + 1) };
}
