import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

import { skyhold } from "./client.ts";

/** Brands, taxes, fees and extras. */
export const faresQuery = queryOptions({
  queryKey: ["fares"],
  queryFn: ({ signal }) => skyhold.admin.fares.list({ signal }),
  staleTime: 60_000,
});

/** Airlines by code. */
export const airlinesQuery = infiniteQueryOptions({
  queryKey: ["airlines"],
  queryFn: ({ pageParam, signal }) => skyhold.admin.airlines.list({ cursor: pageParam }, { signal }),
  placeholderData: keepPreviousData,
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor ?? undefined,
});
