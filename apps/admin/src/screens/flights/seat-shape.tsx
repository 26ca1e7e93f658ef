import type { Manifest, Seat } from "@skyhold/sdk";
import { memo } from "react";
import type { KeyboardEvent, PointerEvent } from "react";

import { word } from "../../design/format.ts";
import type { PlainSeat } from "./seat-geometry.ts";

/** What a place is: a gap has no seat. */
export type PlaceState = Seat["state"] | "gap";

interface SeatShapeProps {
  readonly seat: PlainSeat;
  readonly at: readonly [x: number, y: number];
  readonly state: PlaceState;
  readonly holder: Manifest["seats"][number] | undefined;
  readonly chosen: boolean;
  /** Whether somebody is being moved from here, or over it. */
  readonly mark: "from" | "over" | null;
  /** Whether Tab comes here: one seat of the plan is. */
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
  readonly onKeyDown: (event: KeyboardEvent<SVGElement>) => void;
  readonly onPointerDown: (event: PointerEvent<SVGElement>) => void;
}

const side = 25;

function describe({ seat, state, holder }: SeatShapeProps): string {
  const who = state === "free" ? null : (holder?.passenger?.name ?? holder?.passenger?.recordLocator ?? holder?.reason);
  if (state === "gap") return `No seat ${seat.seat}`;
  const offers = { "exit row": seat.exitRow, legroom: seat.extraLegroom, bassinet: seat.bassinet };
  const named = Object.entries(offers).flatMap(([name, has]) => (has ? [name] : []));
  const place = [word(seat.cabin), seat.position, ...named].join(", ");
  return `Seat ${seat.seat}, ${place}: ${state}${who ? `, ${who}` : ""}`;
}

/** One seat: its colour says what it is, its mark whether it is chosen. */
export const SeatShape = memo(function SeatShape(props: SeatShapeProps) {
  const { seat, at, state, chosen, mark, reachable, onFocus, onChoose, onKeyDown, onPointerDown } = props;
  const [x, y] = at;
  const label = describe(props);
  return (
    <g
      role="button"
      data-seat={seat.seat}
      tabIndex={reachable ? 0 : -1}
      aria-label={label}
      aria-pressed={chosen}
      className="seat-box"
      data-mark={mark ?? undefined}
      transform={`translate(${x} ${y})`}
      onFocus={onFocus}
      onClick={onChoose}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <title>{label}</title>
      <rect width={side} height={side} rx="7" className="seat" data-state={state} data-legroom={seat.extraLegroom ? "" : undefined} />
      <text x={side / 2} y={side / 2 + 5} className="seat-letter" data-state={state} aria-hidden>
        {seat.column}
      </text>
    </g>
  );
});
