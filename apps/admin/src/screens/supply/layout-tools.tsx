import type { ChangeLayoutInput, LayoutPreview } from "@skyhold/sdk";
import { useMutation } from "@tanstack/react-query";

import { skyhold } from "../../app/client.ts";
import { word } from "../../design/format.ts";
import { ErrorNotice } from "../../design/states.tsx";

type Place = LayoutPreview["seats"][number];
type Change = Pick<ChangeLayoutInput, "feature" | "on">;

interface LayoutToolsProps {
  readonly layout: string;
  /** Whether the seats are not drawn yet as the text says: what a button would do is not known then. */
  readonly isBehind: boolean;
  readonly places: readonly Place[];
  readonly chosen: readonly Place[];
  /** The places without a seat. */
  readonly gaps: ReadonlyMap<string, "gap">;
  readonly onChoose: (seats: readonly string[]) => void;
  readonly onLayout: (layout: string) => void;
}

const features = [
  ["exit", "Exit row", "exitRow"],
  ["legroom", "Legroom", "extraLegroom"],
  ["bassinet", "Bassinet", "bassinet"],
  ["bulkhead", "Bulkhead", "bulkhead"],
  ["wing", "Over the wing", "overWing"],
] as const;

/** What may be changed of the seats that are chosen. The API writes the change into the text, so that both say the same. */
export function LayoutTools(props: LayoutToolsProps) {
  const { layout, isBehind, places, chosen, onChoose, onLayout } = props;
  const change = useMutation({
    mutationFn: (what: Change) => skyhold.admin.aircraft.changeLayout({ layout, seats: chosen.map(({ seat }) => seat), ...what }),
    onSuccess: (changed) => onLayout(changed.layout),
  });
  const isBusy = isBehind || change.isPending;
  // A button that is disabled would lose the keyboard's place.
  const ask = (what: Change) => {
    if (!isBusy) change.mutate(what);
  };
  if (chosen.length === 0) return <p className="muted small">Choose seats to read what they offer, and to change it.</p>;
  const rows = new Set(chosen.map(({ row }) => row));
  const wholeRows = places.filter(({ row }) => rows.has(row)).map(({ seat }) => seat);
  return (
    <div className="stack" role="group" aria-disabled={isBusy} aria-label="The chosen seats">
      <p className="small" role="status">
        {describe(props)}
      </p>
      <div className="row">
        <Features {...props} onChange={ask} />
      </div>
      <div className="row">
        <button type="button" className="button" onClick={() => onChoose(wholeRows)}>
          Choose the whole row
        </button>
        <button type="button" className="button" onClick={() => ask({ feature: "row", on: true })}>
          Add a row behind
        </button>
        <button type="button" className="button" onClick={() => ask({ feature: "row", on: false })}>
          Take out {rows.size === 1 ? "the row" : `${rows.size} rows`}
        </button>
        <button type="button" className="button" data-kind="quiet" onClick={() => onChoose([])}>
          Choose none
        </button>
      </div>
      {change.error && <ErrorNotice error={change.error} />}
    </div>
  );
}

function Features({ chosen, gaps, onChange }: Pick<LayoutToolsProps, "chosen" | "gaps"> & { readonly onChange: (change: Change) => void }) {
  const seats = chosen.filter(({ seat }) => !gaps.has(seat));
  const there = seats.length === chosen.length;
  return (
    <>
      <button type="button" className="button" aria-pressed={there} onClick={() => onChange({ feature: "seat", on: !there })}>
        Seat
      </button>
      {features.map(([feature, name, key]) => {
        const all = there && seats.every((seat) => seat[key]);
        return (
          <button
            key={feature}
            type="button"
            className="button"
            aria-pressed={all}
            disabled={!there}
            onClick={() => onChange({ feature, on: !all })}
          >
            {name}
          </button>
        );
      })}
    </>
  );
}

function describe({ chosen, gaps }: Pick<LayoutToolsProps, "chosen" | "gaps">): string {
  const [only] = chosen;
  if (!only || chosen.length > 1) return `${chosen.length} places chosen: ${chosen.map(({ seat }) => seat).join(", ")}`;
  if (gaps.has(only.seat)) return `${only.seat}: no seat`;
  const named = features.flatMap(([, name, key]) => (only[key] ? [name.toLowerCase()] : []));
  return [`${only.seat}: ${word(only.cabin).toLowerCase()}`, only.position, ...named].join(", ");
}
