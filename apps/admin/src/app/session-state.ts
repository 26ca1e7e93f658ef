import { useSyncExternalStore } from "react";

let ended = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  if (ended === next) return;
  ended = next;
  for (const tell of listeners) tell();
}

/** A call was refused because the session is over: the page stays as it is, and asks for the password above it. */
export const sessionEnded = (): void => set(true);

/** The same person has signed in again. */
export const sessionBack = (): void => set(false);

/** Whether the session has ended under the page. */
export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => ended,
  );
}
