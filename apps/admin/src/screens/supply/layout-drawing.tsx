import type { LayoutPreview } from "@skyhold/sdk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { layoutPreviewQuery } from "../../app/queries.ts";
import { Card } from "../../design/card.tsx";
import { word } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { useRested } from "../../design/use-rested.ts";
import { SeatPlan } from "../flights/seat-plan.tsx";
import "../flights/flight.css";
import { LayoutTools } from "./layout-tools.tsx";

interface LayoutDrawingProps {
  readonly layout: string;
  /** What was pointed at is written: the same text, changed. */
  readonly onLayout: (layout: string) => void;
}

/** The seats of a layout as it is written, to point at and change; what cannot be read is marked in the text, with the way to write it. */
export function LayoutDrawing({ layout, onLayout }: LayoutDrawingProps) {
  const rested = useRested(layout);
  const preview = useQuery({ ...layoutPreviewQuery(rested), enabled: rested.trim() !== "", placeholderData: keepPreviousData });
  const { data } = preview;
  const isBehind = rested !== layout || preview.isPlaceholderData;
  return (
    <Card title="Its seats" aside={data && <span className="muted small num">{cabinsText(data)}</span>}>
      <div className="card-body stack">
        <div aria-live="polite">
          {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
          {preview.isPending && <Loading lines={3} />}
          {data?.problem && <Problem problem={data.problem} layout={rested} />}
        </div>
        {data && data.seats.length > 0 && <Drawing drawn={data} isBehind={isBehind} layout={layout} onLayout={onLayout} />}
      </div>
    </Card>
  );
}

interface DrawingProps extends LayoutDrawingProps {
  readonly drawn: LayoutPreview;
  /** Whether the text says something else by now. */
  readonly isBehind: boolean;
}

function Drawing({ drawn, isBehind, layout, onLayout }: DrawingProps) {
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const places = useMemo(() => [...drawn.seats, ...drawn.gaps], [drawn]);
  const map = useMemo(() => ({ cabins: drawn.cabins, seats: places }), [drawn, places]);
  const states = useMemo(() => new Map(drawn.gaps.map(({ seat }) => [seat, "gap"] as const)), [drawn]);
  // What was chosen may be gone from the text by now.
  const chosen = places.filter(({ seat }) => wanted.includes(seat));
  const toggle = (seat: string) =>
    setWanted((before) => (before.includes(seat) ? before.filter((other) => other !== seat) : [...before, seat]));
  return (
    <>
      <SeatPlan map={map} states={states} holders={[]} chosen={chosen.map(({ seat }) => seat)} onToggle={toggle} />
      <LayoutTools
        isBehind={isBehind}
        layout={layout}
        places={places}
        chosen={chosen}
        gaps={states}
        onChoose={setWanted}
        onLayout={onLayout}
      />
    </>
  );
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
