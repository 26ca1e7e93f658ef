import { useState } from "react";

/** Texts by the path under which the API names each. */
type Texts = Readonly<Record<string, string>>;

interface Entry {
  readonly text: string;
  /** What stood there when it was typed, or when it was decided to keep it. */
  readonly over: string;
}

/** What somebody else has saved under the form. */
export interface Overtaken {
  /** Whether they have changed something over which something else was typed, so that one of the two has to go. */
  readonly isContested: boolean;
  /** Lets what was typed stand. */
  readonly keepMine: () => void;
  /** Lets go what was typed where they have saved something else. */
  readonly takeTheirs: () => void;
}

/** What is to be said at a field of what somebody else has saved. */
interface Note {
  readonly isContested: boolean;
  readonly text: string;
}

/** What was typed, kept apart from what it was typed over. */
interface TypedTexts {
  readonly texts: Texts;
  readonly type: (path: string, text: string) => void;
  readonly forget: () => void;
  readonly noteAt: (path: string) => Note | null;
  /** Null where nobody else has saved anything. */
  readonly overtaken: Overtaken | null;
}

/**
 * Keeps what is typed over `saved`, which may be read anew at any time; what was not typed is as it is saved by now. `opened` is how it
 * was when this person began, or last saved it themselves.
 */
export function useTyped(saved: Texts, opened: Texts): TypedTexts {
  const [typed, setTyped] = useState<ReadonlyMap<string, Entry>>(new Map());
  const entries = [...typed];
  const contested = new Set(entries.filter(([path, { text, over }]) => ![text, over].includes(saved[path] ?? "")).map(([path]) => path));
  const followed = Object.keys(saved).filter((path) => !typed.has(path) && saved[path] !== opened[path]);
  const overtaken = {
    isContested: contested.size > 0,
    keepMine: () => setTyped(new Map(entries.map(([path, { text }]) => [path, { text, over: saved[path] ?? "" }]))),
    takeTheirs: () => setTyped(new Map(entries.filter(([path]) => !contested.has(path)))),
  };
  return {
    texts: Object.fromEntries(entries.map(([path, { text }]) => [path, text])),
    type: (path, text) => setTyped((before) => typedOver(before, { path, text, now: saved[path] ?? "" })),
    forget: () => setTyped(new Map()),
    noteAt: (path) => {
      if (contested.has(path)) return contestedNote(saved[path], typed.get(path)?.over);
      return followed.includes(path) ? followedNote(opened[path]) : null;
    },
    overtaken: contested.size + followed.length > 0 ? overtaken : null,
  };
}

interface Typing {
  readonly path: string;
  readonly text: string;
  readonly now: string;
}

function typedOver(before: ReadonlyMap<string, Entry>, { path, text, now }: Typing): ReadonlyMap<string, Entry> {
  const after = new Map(before);
  if (text === now) after.delete(path);
  else after.set(path, { text, over: before.get(path)?.over ?? now });
  return after;
}

function contestedNote(now: string | undefined, over: string | undefined): Note {
  return { isContested: true, text: `Somebody else has saved ${quoted(now)} here meanwhile; it was ${quoted(over)}` };
}

function followedNote(was: string | undefined): Note {
  return { isContested: false, text: `Somebody else has changed this meanwhile; it was ${quoted(was)}` };
}

function quoted(text = ""): string {
  return text === "" ? "empty" : `“${text}”`;
}
