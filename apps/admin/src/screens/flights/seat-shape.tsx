import type { Manifest, Seat } from "@skyhold/sdk";
import { memo } from "react";
import type { KeyboardEvent } from "react";

import { word } from "../../design/format.ts";
import type { PlainSeat } from "./seat-geometry.ts";

interface SeatShapeProps {
  readonly seat: PlainSeat;
  readonly at: readonly [x: number, y: number];
  readonly state: Seat["state"];
  readonly holder: Manifest["seats"][number] | undefined;
  readonly chosen: boolean;
  /** Whether Tab comes here: one seat of the plan is. */
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
  readonly onKeyDown: (event: KeyboardEvent<SVGElement>) => void;
}

const side = 25;

function describe({ seat, state, holder }: SeatShapeProps): string {
  const who = state === "free" ? null : (holder?.passenger?.name ?? holder?.passenger?.recordLocator ?? holder?.reason);
  const place = [word(seat.cabin), seat.position, seat.exitRow ? "exit row" : null].filter((part) => part !== null).join(", ");
  return `Seat ${seat.seat}, ${place}: ${state}${who ? `, ${who}` : ""}`;
}

/** One seat: its colour says what it is, its mark whether it is chosen. */
export const SeatShape = memo(function SeatShape(props: SeatShapeProps) {
  const { seat, at, state, chosen, reachable, onFocus, onChoose, onKeyDown } = props;
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
      transform={`translate(${x} ${y})`}
      onFocus={onFocus}
      onClick={onChoose}
      onKeyDown={onKeyDown}
    >
      <title>{label}</title>
      <rect width={side} height={side} rx="7" className="seat" data-state={state} data-legroom={seat.extraLegroom ? "" : undefined} />
      <text x={side / 2} y={side / 2 + 4} className="seat-letter" data-state={state} aria-hidden>
        {seat.column}
      </text>
    </g>
  );
});
