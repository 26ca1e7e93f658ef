import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { CSSProperties, ReactNode, RefObject } from "react";

import { Empty, ErrorNotice, Loading } from "./states.tsx";

/** A column of a list. */
export interface Column<Item> {
  readonly title: string;
  readonly cell: (item: Item) => ReactNode;
  /** A track of a CSS grid; an equal share of the room when left out. */
  readonly width?: string;
  readonly end?: boolean;
  /** Whether it is there on a phone. */
  readonly phone?: boolean;
}

/** What a list shows. */
export interface ListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  readonly query: Pick<
    UseInfiniteQueryResult,
    "error" | "isPending" | "hasNextPage" | "isFetchingNextPage" | "isFetchNextPageError" | "fetchNextPage" | "refetch"
  >;
  /** What to say when there is nothing, and what to do about it; under "Nothing found" unless titled otherwise. */
  readonly empty: string;
  readonly emptyTitle?: string;
  /** Whether the first cell has a link that covers the row. */
  readonly linked?: boolean;
}

/** A long list: only the rows in sight exist, and the next page is read before its end is reached. */
export function DataList<Item extends { readonly id: string }>(props: ListProps<Item>) {
  const { query, items, empty, emptyTitle = "Nothing found" } = props;
  if (query.error && items.length === 0)
    return (
      <div className="card-body">
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  if (query.isPending) return <Loading lines={8} />;
  if (items.length === 0) return <Empty title={emptyTitle}>{empty}</Empty>;
  return <Rows {...props} />;
}

function Rows<Item extends { readonly id: string }>({ label, items, columns, query, linked = false }: ListProps<Item>) {
  const body = useRef<HTMLDivElement>(null);
  const virtual = useWindowVirtualizer({ count: items.length, estimateSize, overscan: 12, scrollMargin: useTop(body) });
  const shown = virtual.getVirtualItems();
  // Scrolling makes the rows that come into sight, and leaves the others as they are.
  const Row = useMemo(() => memo(ListRow<Item>), []);
  useNextPage(query, (shown.at(-1)?.index ?? 0) >= items.length - 15);
  const tracks = columns.map(({ width }) => width ?? "minmax(0, 1fr)").join(" ");
  const style: CSSProperties & Record<"--columns", string> = { "--columns": tracks };
  return (
    <div className="list">
      <div role="table" aria-label={label} aria-rowcount={query.hasNextPage ? -1 : items.length + 1} style={style}>
        <Head columns={columns} />
        <div ref={body} role="rowgroup" className="list-body" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const item = items[index];
            const row = { index, columns, linked, top: start - virtual.options.scrollMargin, measure: virtual.measureElement };
            return item && <Row key={item.id} {...row} item={item} />;
          })}
        </div>
      </div>
      <Foot query={query} count={items.length} />
    </div>
  );
}

const estimateSize = () => 57;

/** How far down the page the rows begin. */
function useTop(body: RefObject<HTMLDivElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current) setTop(body.current.getBoundingClientRect().top + globalThis.scrollY);
  }, [body]);
  return top;
}

function useNextPage(
  { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: ListProps<never>["query"],
  near: boolean,
): void {
  const due = near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (due) void fetchNextPage();
  }, [due, fetchNextPage]);
}

function Foot({ query, count }: { readonly query: ListProps<never>["query"]; readonly count: number }) {
  if (query.isFetchNextPageError) return <ErrorNotice error={query.error} onRetry={() => void query.fetchNextPage()} />;
  const text = query.isFetchingNextPage ? "Reading more …" : `${count} in all`;
  return (
    <p className="list-foot" role="status">
      {query.hasNextPage && !query.isFetchingNextPage ? "" : text}
    </p>
  );
}

function Head<Item>({ columns }: Pick<ListProps<Item>, "columns">) {
  return (
    <div role="rowgroup">
      <div className="list-row" data-head role="row">
        {columns.map(({ title, end }) => (
          <span key={title} role="columnheader" className="list-cell" data-end={end ? "" : undefined}>
            {title}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowProps<Item> extends Pick<ListProps<Item>, "columns" | "linked"> {
  readonly item: Item;
  readonly index: number;
  readonly top: number;
  readonly measure: (element: HTMLElement | null) => void;
}

function ListRow<Item>({ item, index, columns, linked, top, measure }: RowProps<Item>) {
  return (
    <div
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      className="list-row"
      data-link={linked ? "" : undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map(({ title, cell, end, phone }) => (
        <div key={title} role="cell" className="list-cell" data-end={end ? "" : undefined} data-phone={phone === false ? "no" : undefined}>
          {cell(item)}
        </div>
      ))}
    </div>
  );
}
