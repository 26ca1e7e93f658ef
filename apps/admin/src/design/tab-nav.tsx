import { Link } from "@tanstack/react-router";

import { useActiveInSight } from "./use-active-in-sight.ts";

interface TabNavProps {
  readonly label: string;
  /** The screen whose address says which part of it is in sight. */
  readonly to: "/money" | "/sandbox" | "/supply";
  readonly tabs: readonly (readonly [key: string, title: string])[];
  readonly shown: string;
}

/** The parts of a screen, one of which is in sight. */
export function TabNav({ label, to, tabs, shown }: TabNavProps) {
  return (
    <nav ref={useActiveInSight(shown)} className="tabs" aria-label={label}>
      {tabs.map(([key, title]) => (
        <Link
          key={key}
          to={to}
          search={{ tab: key }}
          className="tab"
          data-status={shown === key ? "active" : undefined}
          aria-current={shown === key ? "page" : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
