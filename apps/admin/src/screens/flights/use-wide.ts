import { useSyncExternalStore } from "react";

const query = globalThis.matchMedia("(min-width: 1000px)");

/** Whether there is room for an aircraft from left to right. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (tell) => {
      query.addEventListener("change", tell);
      return () => query.removeEventListener("change", tell);
    },
    () => query.matches,
  );
}
