import { checkHeader } from "./options.ts";

/** The token that a client's calls carry. */
export interface Session {
  /** The token now; null when signed out. */
  readonly token: () => string | null;
  /** Carries another token from now on, or none. */
  readonly set: (token: string | null) => void;
}

/** Keeps a client's token, in memory only. */
export function createSession(initial: string | null): Session {
  let token: string | null = null;
  const set = (next: string | null) => {
    token = next === null ? null : checkHeader("token", next);
  };
  set(initial);
  return { token: () => token, set };
}
