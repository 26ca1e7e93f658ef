import type { ReactNode } from "react";

import { DataList } from "./data-list.tsx";
import type { ListProps } from "./data-list.tsx";
import { Heading } from "./heading.tsx";

interface ListCardProps<Item> extends ListProps<Item> {
  readonly filters: ReactNode;
}

/** A long list under its filters. */
export function ListCard<Item extends { readonly id: string }>({ filters, ...list }: ListCardProps<Item>) {
  return (
    <div className="card">
      <div className="card-body filters">{filters}</div>
      <DataList {...list} />
    </div>
  );
}

interface ListScreenProps<Item> extends Omit<ListCardProps<Item>, "label"> {
  readonly title: string;
  /** What may be done here beside looking. */
  readonly actions?: ReactNode;
  /** Questions above the list. */
  readonly children?: ReactNode;
}

/** A screen that is one long list. */
export function ListScreen<Item extends { readonly id: string }>({ title, actions, children, ...list }: ListScreenProps<Item>) {
  return (
    <div className="page">
      <div className="page-head">
        <Heading name={title} />
        {actions}
      </div>
      <ListCard label={title} {...list} />
      {children}
    </div>
  );
}
