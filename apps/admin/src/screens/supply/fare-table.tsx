import type { FareTables } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { faresQuery } from "../../app/fare-queries.ts";
import { Card } from "../../design/card.tsx";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { Table } from "../../design/table.tsx";
import type { TableHead } from "../../design/table.tsx";

interface FareTableProps {
  readonly title: string;
  readonly head: TableHead;
  /** What is changed here, and what it changes nothing of. */
  readonly note: string;
  readonly add: string;
  readonly onAdd: () => void;
  readonly empty: string;
  readonly rows: (tables: FareTables) => readonly ReactNode[];
}

/** One of the tables that fares are made of, with the way to add to it. */
export function FareTable({ title, head, note, add, onAdd, empty, rows }: FareTableProps) {
  const fares = useQuery(faresQuery);
  const shown = fares.data ? rows(fares.data) : [];
  return (
    <>
      <p className="muted">{note}</p>
      <Card
        title={title}
        aside={
          <button type="button" className="button" data-kind="primary" onClick={onAdd}>
            {add}
          </button>
        }
      >
        {fares.error && <ErrorNotice error={fares.error} onRetry={() => void fares.refetch()} />}
        {fares.isPending && <Loading lines={6} />}
        {fares.data && shown.length === 0 && <Empty title="Nothing yet">{empty}</Empty>}
        {shown.length > 0 && (
          <Table label={title} head={head}>
            <tbody>{shown}</tbody>
          </Table>
        )}
      </Card>
    </>
  );
}

/** `Since 2026-01-01`, `2026-01-01 to 2026-12-31` */
export function daysText({ from, until }: { readonly from: string; readonly until: string | null }): string {
  const first = from < "1900" ? "Always" : `Since ${from}`;
  return until === null ? first : `${from < "1900" ? "Until" : `${from} to`} ${until}`;
}

/** What is done to a row. */
export function RowButtons({
  name,
  onChange,
  onEnd,
}: {
  readonly name: string;
  readonly onChange: () => void;
  readonly onEnd: () => void;
}) {
  return (
    <span className="row row-end">
      <button type="button" className="button" aria-label={`Change ${name}`} onClick={onChange}>
        Change
      </button>
      <button type="button" className="button" aria-label={`End ${name}`} onClick={onEnd}>
        End
      </button>
    </span>
  );
}

/** This day in UTC: the first that may be changed. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
