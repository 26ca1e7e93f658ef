import type { QueryClient } from "@tanstack/react-query";

/** Each page of a list is a call of its own: a list that was read further is cut to so many pages before it is read anew. */
const mostPages = 20;

/** Reads everything on the page anew, as after a change. */
export async function readAnew(client: QueryClient): Promise<void> {
  for (const { queryKey, state } of client.getQueryCache().getAll()) {
    if (isLongList(state.data)) client.setQueryData<LongList>(queryKey, cut(state.data));
  }
  await client.invalidateQueries();
}

interface LongList {
  readonly pages: readonly unknown[];
  readonly pageParams: readonly unknown[];
}

/** Whether data are of a list that was read so far that nobody reads it anew by the way. */
export function isLongList(data: unknown): data is LongList {
  return typeof data === "object" && data !== null && "pages" in data && Array.isArray(data.pages) && data.pages.length > mostPages;
}

const cut = ({ pages, pageParams }: LongList): LongList => ({
  pages: pages.slice(0, mostPages),
  pageParams: pageParams.slice(0, mostPages),
});
