import { isOverload } from "@skyhold/db";

/** Repeats what a machine under load refused without doing it, as its client is told to. */
export async function persist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOverload(error)) throw error;
    }
  }
}
