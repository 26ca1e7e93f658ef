import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { skyhold } from "./client.ts";

/** Which embedded parts stand in for real ones here. */
export const sandboxQuery = queryOptions({
  queryKey: ["sandbox"],
  queryFn: ({ signal }) => skyhold.admin.sandbox.get({ signal }),
  staleTime: 60_000,
});

/** A mail that was caught, as its reader sees it. */
export const caughtMailQuery = (mailId: string) =>
  queryOptions({ queryKey: ["sandbox", "mails", mailId], queryFn: ({ signal }) => skyhold.admin.sandbox.mail({ mailId }, { signal }) });

/** What would follow if the clock went ahead. */
export const clockConsequencesQuery = (seconds: number) =>
  queryOptions({
    queryKey: ["sandbox", "clock", seconds],
    queryFn: ({ signal }) => skyhold.admin.sandbox.foreseeClock({ seconds }, { signal }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
