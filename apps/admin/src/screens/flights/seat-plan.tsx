import type { Manifest, SeatMap } from "@skyhold/sdk";
import { useMemo, useState } from "react";
import type { KeyboardEvent } from "react";

import { layOut, neighbour } from "./seat-geometry.ts";
import type { Deck, PlacedSeat } from "./seat-geometry.ts";
import { SeatShape } from "./seat-shape.tsx";
import type { SeatStates } from "./use-live-seats.ts";
import { useWide } from "./use-wide.ts";

interface SeatPlanProps {
  readonly map: SeatMap;
  readonly states: SeatStates;
  readonly holders: Manifest["seats"];
  readonly chosen: readonly string[];
  readonly onToggle: (seat: string) => void;
}

/** The seats of a flight, drawn: the nose at the left where there is room, on top where there is none. Arrow keys go from seat to seat. */
export function SeatPlan(props: SeatPlanProps) {
  const decks = useMemo(() => layOut(props.map), [props.map]);
  return (
    <div className="stack">
      {decks.map((deck) => (
        <div key={deck.deck} className="stack">
          {decks.length > 1 && <h3 className="small muted">{deck.deck === 1 ? "Main deck" : "Upper deck"}</h3>}
          <DeckPlan {...props} deck={deck} />
        </div>
      ))}
      <Legend />
    </div>
  );
}

const unit = 30;
const margin = 26;

function DeckPlan({ deck, states, holders, chosen, onToggle }: SeatPlanProps & { readonly deck: Deck }) {
  const wide = useWide();
  const [focused, setFocused] = useState(deck.seats[0]?.seat.seat);
  const byHolder = useMemo(() => new Map(holders.map((holder) => [holder.seat, holder])), [holders]);
  const [length, breadth] = [deck.length * unit + 3 * margin, deck.width * unit + 2 * margin];
  const place = (along: number, across: number): readonly [number, number] => {
    const [a, b] = [along * unit + 2 * margin, across * unit + margin];
    return wide ? [a, b] : [b, a];
  };
  const onKeyDown = (event: KeyboardEvent<SVGElement>, from: PlacedSeat) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onToggle(from.seat.seat);
    }
    const next = stepOf(event.key, wide);
    if (!next) return;
    event.preventDefault();
    const to = neighbour(deck, from, next).seat.seat;
    setFocused(to);
    event.currentTarget.parentNode?.parentElement?.querySelector<SVGElement>(`[data-seat="${to}"]`)?.focus();
  };
  const size = wide ? [length, breadth] : [breadth, length];
  return (
    <div className="plan-box">
      <svg className="plan" width={size[0]} height={size[1]} viewBox={`0 0 ${size.join(" ")}`} role="group" aria-label="Seats. Arrow keys go from seat to seat, Enter chooses">
        <path className="fuselage" d={fuselage(wide, length, breadth)} />
        {deck.rows.map(({ row, along }) => {
          const [x, y] = place(along, -0.62);
          return (
            <text key={row} x={x + (wide ? 12 : 8)} y={y + (wide ? 14 : 16)} className="row-number" aria-hidden>
              {row}
            </text>
          );
        })}
        <g>
          {deck.seats.map((placed) => (
            <SeatShape
              key={placed.seat.seat}
              seat={placed.seat}
              at={place(placed.along, placed.across)}
              state={states.get(placed.seat.seat) ?? placed.seat.state}
              holder={byHolder.get(placed.seat.seat)}
              chosen={chosen.includes(placed.seat.seat)}
              reachable={placed.seat.seat === focused}
              onFocus={() => setFocused(placed.seat.seat)}
              onChoose={() => onToggle(placed.seat.seat)}
              onKeyDown={(event) => onKeyDown(event, placed)}
            />
          ))}
        </g>
      </svg>
    </div>
  );
}

function stepOf(key: string, wide: boolean): readonly [number, number] | undefined {
  const [right, down]: readonly [number, number][] = wide ? [[1, 0], [0, 1]] : [[0, 1], [1, 0]];
  const back = ([along, across]: readonly [number, number] = [0, 0]): readonly [number, number] => [-along, -across];
  return new Map<string, readonly [number, number] | undefined>([
    ["ArrowRight", right],
    ["ArrowDown", down],
    ["ArrowLeft", back(right)],
    ["ArrowUp", back(down)],
  ]).get(key);
}

/** A body with a round nose. */
function fuselage(wide: boolean, length: number, breadth: number): string {
  const nose = Math.min(breadth / 2, 2 * margin);
  return wide
    ? `M${length - 2} 2H${nose}Q2 2 2 ${breadth / 2}Q2 ${breadth - 2} ${nose} ${breadth - 2}H${length - 2}`
    : `M2 ${length - 2}V${nose}Q2 2 ${breadth / 2} 2Q${breadth - 2} 2 ${breadth - 2} ${nose}V${length - 2}`;
}

function Legend() {
  return (
    <ul className="legend" aria-label="Colours">
      {(["free", "sold", "held", "blocked"] as const).map((state) => (
        <li key={state}>
          <svg width="14" height="14" aria-hidden>
            <rect width="14" height="14" rx="4" className="seat" data-state={state} />
          </svg>
          {state}
        </li>
      ))}
    </ul>
  );
}
