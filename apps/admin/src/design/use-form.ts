import { isSkyholdError } from "@skyhold/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { fieldError } from "./field.tsx";
import type { Labelled } from "./field.tsx";
import { needsFreshSession } from "./needs-fresh-session.ts";
import { readAnew } from "./read-anew.ts";
import { useTyped } from "./use-typed.ts";
import type { Overtaken } from "./use-typed.ts";

interface FormOptions<Path extends string, Answer> {
  /**
   * What is in the fields at first, by the path under which the API names each in its errors. It may be read anew while somebody types: what was typed
   * stays, and all else is as it is by now.
   */
  readonly initial: Readonly<Record<Path, string>>;
  /** How that was when this person began, or last saved it: what differs, somebody else has saved. Left out where nobody else can. */
  readonly opened?: Readonly<Record<Path, string>>;
  readonly run: (values: Readonly<Record<Path, string>>) => Promise<Answer>;
  /** When it is done, and everything on the page is read anew. */
  readonly onDone: (answer: Answer) => void;
}

/** A form whose judge is the API. */
export interface Form<Path extends string> {
  readonly values: Readonly<Record<Path, string>>;
  /** What an input of this path needs: its text, and what the API says of it. */
  readonly bind: (path: Path) => Pick<Labelled, "value" | "onText" | "hint"> & { readonly problem: string | null };
  /** What went wrong beside the fields. */
  readonly error: unknown;
  /** What somebody else has saved meanwhile; null where nobody has. */
  readonly overtaken: Overtaken | null;
  readonly pending: boolean;
  readonly submit: () => void;
}

/** Sends what was typed, and puts each complaint of the API at its field. What was typed stays when it fails. */
export function useForm<Path extends string, Answer>({ initial, opened = initial, run, onDone }: FormOptions<Path, Answer>): Form<Path> {
  const client = useQueryClient();
  const typed = useTyped(initial, opened);
  const values = { ...initial, ...typed.texts };
  const act = useMutation({
    mutationFn: () => run(values),
    onSuccess: async (answer) => {
      await readAnew(client);
      onDone(answer);
      typed.forget();
    },
    onError: async (error) => {
      if (isSkyholdError(error, "CHANGED_MEANWHILE")) await readAnew(client);
    },
  });
  const { error } = act;
  const overtaken = act.isPending ? null : typed.overtaken;
  const isSaid = isSaidElsewhere(error) || isAtFields(error, values) || (overtaken !== null && isSkyholdError(error, "CHANGED_MEANWHILE"));
  return {
    values,
    bind: (path) => {
      // While it is being saved, what is read is one's own.
      const note = act.isPending ? null : typed.noteAt(path);
      return {
        value: values[path],
        onText: (text) => typed.type(path, text),
        problem: note?.isContested === true ? note.text : fieldError(error, path),
        ...(note?.isContested === false && { hint: note.text }),
      };
    },
    overtaken,
    error: isSaid ? null : error,
    pending: act.isPending,
    submit: () => act.mutate(),
  };
}

/** That one has to sign in again is said above the page, where one does. */
function isSaidElsewhere(error: unknown): boolean {
  return isSkyholdError(error, "UNAUTHENTICATED") || needsFreshSession(error);
}

function isAtFields(error: unknown, values: Readonly<Record<string, string>>): boolean {
  return isSkyholdError(error, "INVALID_INPUT") && error.details.fields.every(({ path }) => Object.hasOwn(values, path));
}
