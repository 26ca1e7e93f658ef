import { useSyncExternalStore } from "react";

/** Why somebody has to sign in again: the session is over, or it is too old for what they want to do. */
export type SessionTrouble = "ended" | "too old";

let trouble: SessionTrouble | null = null;
let returns = 0;
const listeners = new Set<() => void>();

function set(next: SessionTrouble | null): void {
  if (trouble === next) return;
  trouble = next;
  for (const tell of listeners) tell();
}

/** A call was refused because the session is over: the page stays as it is, and asks for the password above it. */
export const sessionEnded = (): void => set("ended");

/** A call was refused because it needs a session that has just been opened: the same is asked for. */
export const sessionTooOld = (): void => set("too old");

/** The same person has signed in again. */
export function sessionBack(): void {
  returns += 1;
  set(null);
}

/** Nobody has signed in, but the page is to be seen; the next call that is refused asks again. */
export const sessionPutOff = (): void => set(null);

/** What is wrong with the session under the page; null while all is well. */
export function useSessionTrouble(): SessionTrouble | null {
  return useSyncExternalStore(listen, () => trouble);
}

/** How often somebody has signed in again under the page: what was told until then is to be asked for anew. */
export function useSignIns(): number {
  return useSyncExternalStore(listen, () => returns);
}

function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
