import type { ReactNode } from "react";

/** The titles of the columns; those of amounts stand at the end of theirs. */
export type TableHead = readonly (string | { readonly end: string })[];

interface TableProps {
  readonly label: string;
  readonly head: TableHead;
  /** The bodies of the table, or the rows of its one body. */
  readonly children: ReactNode;
}

/** A short table, all of it in sight; where it is too wide it scrolls by itself, with the keyboard too. */
export function Table({ label, head, children }: TableProps) {
  return (
    <div className="table-box" role="group" aria-label={label} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {head.map((column) => {
              const [title, end] = typeof column === "string" ? [column, false] : [column.end, true];
              return (
                <th key={title} scope="col" className={end ? "end" : undefined}>
                  {title}
                </th>
              );
            })}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}
