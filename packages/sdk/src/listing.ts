/** A page when awaited, every item of every page in a `for await` loop. */
export type Listing<Page, Item> = Promise<Page> & AsyncIterable<Item>;

/** How a list is read page by page. */
export interface PageReader<Page, Item> {
  /** Reads the page after a cursor; the first one without. */
  read(cursor: string | undefined): Promise<Page>;
  items(page: Page): readonly Item[];
  /** The next page's cursor; null on the last page. */
  nextCursor(page: Page): string | null;
}

/** Asks for the first page at once, and for the others when a loop comes to them. */
export function listing<Page, Item>(reader: PageReader<Page, Item>, cursor: string | undefined): Listing<Page, Item> {
  const first = reader.read(cursor);
  return Object.assign(first, { [Symbol.asyncIterator]: () => walk(reader, first) });
}

async function* walk<Page, Item>(reader: PageReader<Page, Item>, first: Promise<Page>): AsyncGenerator<Item, void, undefined> {
  for (let page = await first; ;) {
    yield* reader.items(page);
    const next = reader.nextCursor(page);
    if (next === null) return;
    page = await reader.read(next);
  }
}
