import { useSyncExternalStore } from "react";

let ended = false;
let returns = 0;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  if (ended === next) return;
  ended = next;
  for (const tell of listeners) tell();
}

/** A call was refused because the session is over: the page stays as it is, and asks for the password above it. */
export const sessionEnded = (): void => set(true);

/** The same person has signed in again. */
export function sessionBack(): void {
  returns += 1;
  set(false);
}

/** Nobody has signed in, but the page is to be seen; the next call that is refused asks again. */
export const sessionPutOff = (): void => set(false);

/** Whether the session has ended under the page. */
export function useSessionEnded(): boolean {
  return useSyncExternalStore(listen, () => ended);
}

/** How often somebody has signed in again under the page: what was told until then is to be asked for anew. */
export function useSignIns(): number {
  return useSyncExternalStore(listen, () => returns);
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
