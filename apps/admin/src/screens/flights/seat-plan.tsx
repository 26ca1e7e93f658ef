import type { Manifest } from "@skyhold/sdk";
import { useMemo, useState } from "react";
import type { KeyboardEvent } from "react";

import { layOut, neighbour } from "./seat-geometry.ts";
import type { Deck, Layout, PlacedSeat } from "./seat-geometry.ts";
import { SeatShape } from "./seat-shape.tsx";
import type { PlaceState } from "./seat-shape.tsx";
import { useSeatDrag } from "./use-seat-drag.ts";
import { useWide } from "./use-wide.ts";

interface SeatPlanProps {
  readonly map: Layout;
  readonly states: ReadonlyMap<string, PlaceState>;
  readonly holders: Manifest["seats"];
  readonly chosen: readonly string[];
  readonly onToggle: (seat: string) => void;
  /** Whoever is to move next chooses a seat; null when nobody is. Left out where nobody can be moved. */
  readonly moving?: string | null;
  readonly onMoving?: (seat: string | null) => void;
  readonly onMove?: (from: string, to: string) => void;
}

/** The seats of a flight, drawn: the nose at the left where there is room, on top where there is none. Arrow keys go from seat to seat, M moves whoever sits there. */
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
    </div>
  );
}

const unit = 30;
const margin = 26;

type DeckProps = SeatPlanProps & { readonly deck: Deck };

/** One seat of the deck is reached by Tab; from there arrow keys lead on, and Enter or Space choose. */
function useKeys({ deck, onToggle, onMoving }: DeckProps, wide: boolean) {
  const [focused, setFocused] = useState(deck.seats[0]?.seat.seat);
  const onKeyDown = (event: KeyboardEvent<SVGElement>, from: PlacedSeat) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onToggle(from.seat.seat);
    }
    if (event.key.toLowerCase() === "m") onMoving?.(from.seat.seat);
    if (event.key === "Escape") onMoving?.(null);
    const step = stepOf(event.key, wide);
    if (!step) return;
    event.preventDefault();
    const to = neighbour(deck, from, step).seat.seat;
    setFocused(to);
    event.currentTarget.ownerSVGElement?.querySelector<SVGElement>(`[data-seat="${to}"]`)?.focus();
  };
  return { focused, setFocused, onKeyDown };
}

function DeckPlan(props: DeckProps) {
  const { deck } = props;
  const wide = useWide();
  const [length, breadth] = [deck.length * unit + 3 * margin, deck.width * unit + 2 * margin];
  const [width, height] = wide ? [length, breadth] : [breadth, length];
  // It shrinks to the room that there is, but not so far that a finger would miss a seat.
  const room = { width: "100%", maxWidth: width, minWidth: Math.min(width, Math.max(300, width * 0.7)) };
  const label = "Seats. Arrow keys go from seat to seat, Enter chooses, M moves whoever sits there";
  return (
    <div className="plan-box">
      <svg className="plan" style={room} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
        <path className="fuselage" d={fuselage(wide, length, breadth)} />
        <RowNumbers deck={deck} wide={wide} />
        <DeckSeats {...props} wide={wide} />
      </svg>
    </div>
  );
}

function place(wide: boolean, along: number, across: number): readonly [x: number, y: number] {
  const [a, b] = [along * unit + 2 * margin, across * unit + margin];
  return wide ? [a, b] : [b, a];
}

function RowNumbers({ deck, wide }: { readonly deck: Deck; readonly wide: boolean }) {
  return deck.rows.map(({ row, along }) => {
    const [x, y] = place(wide, along, -0.62);
    return (
      <text key={row} x={x + (wide ? 12 : 8)} y={y + (wide ? 14 : 16)} className="row-number" aria-hidden>
        {row}
      </text>
    );
  });
}

function DeckSeats(props: DeckProps & { readonly wide: boolean }) {
  const { deck, states, holders, chosen, onToggle, moving = null, onMove, wide } = props;
  const { focused, setFocused, onKeyDown } = useKeys(props, wide);
  const { drag, start } = useSeatDrag((from, to) => onMove?.(from, to));
  const byHolder = useMemo(() => new Map(holders.map((holder) => [holder.seat, holder])), [holders]);
  return deck.seats.map((placed) => {
    const { seat } = placed.seat;
    return (
      <SeatShape
        key={seat}
        seat={placed.seat}
        at={place(wide, placed.along, placed.across)}
        state={states.get(seat) ?? "free"}
        holder={byHolder.get(seat)}
        chosen={chosen.includes(seat)}
        mark={seat === (drag?.from ?? moving) ? "from" : seat === drag?.over ? "over" : null}
        reachable={seat === focused}
        onFocus={() => setFocused(seat)}
        onChoose={() => onToggle(seat)}
        onKeyDown={(event) => onKeyDown(event, placed)}
        onPointerDown={(event) => byHolder.get(seat)?.passenger && start(event, seat)}
      />
    );
  });
}

function stepOf(key: string, wide: boolean): readonly [number, number] | undefined {
  const [right, down]: readonly [number, number][] = wide
    ? [
        [1, 0],
        [0, 1],
      ]
    : [
        [0, 1],
        [1, 0],
      ];
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

/** What the colours of a flight's seats mean. */
export function Legend() {
  return (
    <ul className="legend" aria-label="Colours">
      {(["free", "sold", "held", "blocked"] as const).map((state) => (
        <li key={state}>
          <svg width="14" height="14" aria-hidden>
            <rect x="1" y="1" width="12" height="12" rx="4" className="seat" data-state={state} />
          </svg>
          {state}
        </li>
      ))}
      <li>
        <svg width="14" height="14" aria-hidden>
          <rect x="1" y="1" width="12" height="12" rx="4" className="seat" data-legroom="" />
        </svg>
        more legroom
      </li>
    </ul>
  );
}
