import { createClient, isSkyholdError } from "@skyhold/sdk";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { needsFreshSession } from "../design/needs-fresh-session.ts";
import { sessionEnded, sessionTooOld } from "./session-state.ts";

/** The API that served this page. The browser adds its cookie to each call. */
export const skyhold = createClient({ url: globalThis.location.origin });

function notice(error: unknown): void {
  if (isSkyholdError(error, "UNAUTHENTICATED")) sessionEnded();
  if (needsFreshSession(error)) sessionTooOld();
}

/** What was read from the API. The SDK has tried again by itself what may pass, so nothing is repeated here. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: { queries: { retry: false, staleTime: 5_000 }, mutations: { retry: false } },
});
