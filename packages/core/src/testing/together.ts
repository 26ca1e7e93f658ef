import { isDomainError } from "../errors.ts";

/** All at once; answers the codes of those that were refused. Anything but a refusal by name is thrown. */
export async function together(calls: readonly Promise<unknown>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(calls);
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "fulfilled") return [];
    const failure: unknown = outcome.reason;
    if (!isDomainError(failure)) throw failure;
    return [failure.code];
  });
}
