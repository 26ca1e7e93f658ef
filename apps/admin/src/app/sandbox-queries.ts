import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { skyhold } from "./client.ts";

/** Which embedded parts stand in for real ones here. */
export const sandboxQuery = queryOptions({
  queryKey: ["sandbox"],
  queryFn: ({ signal }) => skyhold.admin.sandbox.get({ signal }),
  staleTime: 60_000,
});

/** The mails that were caught, each two seconds while somebody looks: the mailbox is a part of development, which tells nobody by itself. */
export const caughtMailsQuery = queryOptions({
  queryKey: ["sandbox", "mails"],
  queryFn: ({ signal }) => skyhold.admin.sandbox.mails({ signal }),
  refetchInterval: 2_000,
});

/** One of them as its reader sees it. */
export const caughtMailQuery = (mailId: string) =>
  queryOptions({ queryKey: ["sandbox", "mails", mailId], queryFn: ({ signal }) => skyhold.admin.sandbox.mail({ mailId }, { signal }) });

/** What the Stripe sandbox has done, likewise. */
export const stripeSandboxQuery = queryOptions({
  queryKey: ["sandbox", "stripe"],
  queryFn: ({ signal }) => skyhold.admin.sandbox.stripe({ signal }),
  refetchInterval: 2_000,
});

/** What would follow if the clock went ahead. */
export const clockConsequencesQuery = (seconds: number) =>
  queryOptions({
    queryKey: ["sandbox", "clock", seconds],
    queryFn: ({ signal }) => skyhold.admin.sandbox.foreseeClock({ seconds }, { signal }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
