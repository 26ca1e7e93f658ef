import { word } from "./format.ts";

type Tone = "good" | "warn" | "bad" | "info" | "plain";

const tones: Readonly<Record<string, Tone>> = {
  confirmed: "good",
  captured: "good",
  succeeded: "good",
  sent: "good",
  open: "good",
  on_sale: "good",
  landed: "good",
  paid_outside: "good",
  held: "warn",
  awaiting_payment: "warn",
  pending: "warn",
  delayed: "warn",
  requires_action: "warn",
  requires_payment: "warn",
  starting: "warn",
  needs_response: "warn",
  processing: "info",
  authorised: "info",
  boarding: "info",
  in_air: "info",
  scheduled: "plain",
  failed: "bad",
  dead: "bad",
  retrying: "warn",
  disabled: "bad",
  lost: "bad",
  delivered: "good",
  refused: "bad",
  unreachable: "bad",
};

/** A state in its colour; the word says the same for those who do not see it. */
export function StateBadge({ state }: { readonly state: string }) {
  return (
    <span className="badge" data-tone={tones[state] ?? "plain"}>
      {word(state)}
    </span>
  );
}

/** Whether what is shown follows what happens. */
export function LiveMark({ live, broken = false }: { readonly live: boolean; readonly broken?: boolean }) {
  return (
    <span className="badge" data-tone={live ? "good" : broken ? "bad" : "plain"} role="status">
      {live ? "Live" : broken ? "Not live: reload the page" : "Connecting …"}
    </span>
  );
}

/** The same of what a stream tells. */
export function ToldMark({ told: { event, error } }: { readonly told: { readonly event: unknown; readonly error: unknown } }) {
  return <LiveMark live={event !== null && error === null} broken={error !== null} />;
}
