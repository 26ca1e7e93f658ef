/**
 * Reads once for all who ask for the same at the same moment. Whoever asks while a reading is under way is given the next one,
 * which begins after they asked: nobody is ever given what was read before. Keeps nothing once everyone is answered.
 */
export function shareReads<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const underWay = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<Value>>();
  const start = (key: string): Promise<Value> => {
    next.delete(key);
    const reading = read(key);
    const done: Promise<void> = reading.then(ignore, ignore).finally(() => {
      if (underWay.get(key) === done) underWay.delete(key);
    });
    underWay.set(key, done);
    return reading;
  };
  return (key) => {
    const running = underWay.get(key);
    if (!running) return start(key);
    const waiting = next.get(key) ?? running.then(() => start(key));
    next.set(key, waiting);
    return waiting;
  };
}

const ignore = () => undefined;
