import type { LayoutPreview } from "@skyhold/sdk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { layoutPreviewQuery } from "../../app/queries.ts";
import { Card } from "../../design/card.tsx";
import { word } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { useRested } from "../../design/use-rested.ts";
import { SeatPlan } from "../flights/seat-plan.tsx";
import "../flights/flight.css";

/** The seats of a layout as it is written; what cannot be read is marked in the text, with the way to write it. */
export function LayoutDrawing({ layout }: { readonly layout: string }) {
  const rested = useRested(layout);
  const preview = useQuery({ ...layoutPreviewQuery(rested), enabled: rested.trim() !== "", placeholderData: keepPreviousData });
  const { data } = preview;
  return (
    <Card title="Its seats" aside={data && <span className="muted small num">{cabinsText(data)}</span>}>
      <div className="card-body stack" aria-live="polite">
        {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.isPending && <Loading lines={3} />}
        {data?.problem && <Problem problem={data.problem} layout={rested} />}
        {data && data.seats.length > 0 && <Drawing layout={data} />}
      </div>
    </Card>
  );
}

const none = new Map<string, "free">();

function Drawing({ layout }: { readonly layout: LayoutPreview }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const seat = layout.seats.find((each) => each.seat === chosen);
  return (
    <>
      <SeatPlan map={layout} states={none} holders={[]} chosen={chosen === null ? [] : [chosen]} onToggle={setChosen} />
      <p className="muted small">{seat ? describe(seat) : "Choose a seat to read what it offers."}</p>
    </>
  );
}

function describe({ seat, cabin, position, ...marks }: LayoutPreview["seats"][number]): string {
  const { exitRow, extraLegroom, bulkhead, bassinet, overWing } = marks;
  const offers = { "exit row": exitRow, legroom: extraLegroom, bulkhead, bassinet, "over the wing": overWing };
  const named = Object.entries(offers).flatMap(([name, has]) => (has ? [name] : []));
  return [`${seat}: ${word(cabin).toLowerCase()}`, position, ...named].join(", ");
}

function cabinsText({ seats, cabins }: LayoutPreview): string {
  const names = [...new Set(cabins.map(({ cabin }) => cabin))];
  return names.map((name) => `${word(name)} ${seats.filter(({ cabin }) => cabin === name).length}`).join(" · ");
}

interface ProblemProps {
  readonly problem: NonNullable<LayoutPreview["problem"]>;
  readonly layout: string;
}

function Problem({ problem: { message, character, length }, layout }: ProblemProps) {
  // The API reads the text without the spaces around it.
  const text = layout.trim();
  const [from, to] = [character - 1, character - 1 + Math.max(1, length)];
  return (
    <div role="alert" className="stack">
      <p className="layout-text">
        {text.slice(0, from)}
        <mark>{text.slice(from, to) || " "}</mark>
        {text.slice(to)}
      </p>
      <p className="field-error">{message}</p>
    </div>
  );
}
