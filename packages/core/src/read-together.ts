interface Reading<Value> {
  readonly keys: Set<string>;
  readonly answers: Promise<ReadonlyMap<string, Value>>;
}

/**
 * Reads in one statement whatever is asked for at the same moment. One reading is under way at a time; whoever asks meanwhile is given the
 * next one, which begins after they asked: nobody is ever given what was read before. What is not there is null. A reading that fails,
 * fails for those who share it.
 */
export function readTogether<Value>(
  readAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | null> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Reading<Value> | null = null;
  const prepare = (): Reading<Value> => {
    const keys = new Set<string>();
    const answers = last.then(() => {
      next = null;
      return readAll([...keys]);
    });
    last = answers.catch(ignore);
    return { keys, answers };
  };
  return async (key) => {
    next ??= prepare();
    next.keys.add(key);
    return (await next.answers).get(key) ?? null;
  };
}

const ignore = () => undefined;
