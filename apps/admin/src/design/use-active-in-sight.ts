import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/** For a bar that is wider than a phone: the link that is active, by whatever changes with it, is always in sight. */
export function useActiveInSight(active: string | undefined): RefObject<HTMLElement | null> {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    bar.current?.querySelector('[data-status="active"]')?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [active]);
  return bar;
}
