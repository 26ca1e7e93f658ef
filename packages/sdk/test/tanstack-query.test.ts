import { CancelledError, InfiniteQueryObserver, MutationObserver, QueryClient } from "@tanstack/query-core";
import { expect, test } from "vitest";

import { createClient, isSkyholdError } from "../src/index.ts";
import type { SkyholdError } from "../src/index.ts";
import { mockServer, refusal } from "../src/testing.ts";
import type { Answers } from "../src/testing.ts";

declare module "@tanstack/query-core" {
  interface Register {
    defaultError: SkyholdError;
  }
}

const flightId = "flt_00000000-0000-7000-8000-000000000001";

/** As the README sets it up: the SDK repeats by itself what may be repeated. */
function open(answers: Answers) {
  const server = mockServer(answers);
  const skyhold = createClient({ url: "http://mock", fetch: server.fetch, retry: { baseDelayMs: 0 } });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  return { server, skyhold, queries };
}

test("a query is asked once for all who show it, and is retried by the SDK alone", async () => {
  let fails = 1;
  const { server, skyhold, queries } = open({
    seats: {
      map: () => {
        fails -= 1;
        if (fails >= 0) throw refusal("OVERLOADED", { retryAfterSeconds: 0 });
        return { flightId, aircraft: "Airbus A320", cabins: [], seats: [] };
      },
    },
  });
  const seatMap = {
    queryKey: ["seats.map", flightId],
    queryFn: ({ signal }: { signal: AbortSignal }) => skyhold.seats.map({ flightId }, { signal }),
  };
  const [one, other] = await Promise.all([queries.fetchQuery(seatMap), queries.fetchQuery(seatMap)]);
  expect(one).toBe(other);
  expect(server.calls).toHaveLength(2);
});

test("a query that nobody waits for any more is aborted on the wire", async () => {
  let sent: AbortSignal | null = null;
  const silent = (_url: string, { signal }: { readonly signal: AbortSignal }) => {
    sent = signal;
    return new Promise<never>(() => undefined);
  };
  const [skyhold, queries] = [createClient({ url: "http://mock", fetch: silent }), new QueryClient()];
  const queryKey = ["seats.map", flightId];
  const gone = queries.fetchQuery({ queryKey, queryFn: ({ signal }) => skyhold.seats.map({ flightId }, { signal }) });
  await expect.poll(() => sent?.aborted).toBe(false);
  await Promise.all([expect(gone).rejects.toSatisfy((error) => error instanceof CancelledError), queries.cancelQueries({ queryKey })]);
  await expect.poll(() => sent?.aborted).toBe(true);
});

test("a failed change is an error with a code, and one key serves the change however often its button is pressed", async () => {
  const { server, skyhold, queries } = open({
    bookings: {
      release: () => {
        throw refusal("HOLD_EXPIRED", { expiredAt: new Date("2026-12-01T08:30:00Z") });
      },
    },
  });
  const bookingId = "bkg_00000000-0000-7000-8000-000000000001";
  const release = new MutationObserver(queries, {
    mutationFn: (idempotencyKey: string) => skyhold.bookings.release({ bookingId }, { idempotencyKey }),
  });
  for (const press of [1, 2]) {
    const error: unknown = await release.mutate("release-4711").catch((thrown: unknown) => thrown);
    expect(isSkyholdError(error, "HOLD_EXPIRED") && error.details.expiredAt.toISOString(), `press ${press}`).toBe(
      "2026-12-01T08:30:00.000Z",
    );
  }
  expect(server.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(["release-4711", "release-4711"]);
});

test("a list goes on page by page with the cursor", async () => {
  const { skyhold, queries } = open({
    bookings: { list: (input) => ({ bookings: [], nextCursor: input?.cursor === undefined ? "page-2" : null }) },
  });
  const observer = new InfiniteQueryObserver(queries, {
    queryKey: ["bookings.list"],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      skyhold.bookings.list(pageParam === null ? {} : { cursor: pageParam }, { signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  await observer.fetchNextPage();
  const { data, hasNextPage } = await observer.fetchNextPage();
  expect(data?.pages.map(({ nextCursor }) => nextCursor)).toEqual(["page-2", null]);
  expect(hasNextPage).toBe(false);
});
