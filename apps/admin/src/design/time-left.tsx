import { left } from "./format.ts";
import { useNow } from "./use-now.ts";

/** How long until then, counting down. */
export function TimeLeft({ until }: { readonly until: Date }) {
  return (
    <time className="num" dateTime={until.toISOString()}>
      {left(until, useNow())}
    </time>
  );
}
