import { left } from "./format.ts";
import { useNow } from "./use-now.ts";

/** How long an unpaid booking still keeps its seats, counting down. */
export function Countdown({ until }: { readonly until: Date }) {
  const now = useNow();
  return (
    <time className="num" dateTime={until.toISOString()}>
      {left(until, now)} left
    </time>
  );
}
