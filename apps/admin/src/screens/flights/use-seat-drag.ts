import { useState } from "react";
import type { PointerEvent as SeatPointerEvent } from "react";

/** Who is being dragged from where, and over which seat. */
export interface SeatDrag {
  readonly from: string;
  readonly over: string | null;
}

/** So far a hand may tremble on a click. */
const tremblePx = 8;

/** Drags a passenger from seat to seat with a mouse or a pen; a finger scrolls the plan, and moves people by the button of the panel. */
export function useSeatDrag(onMove: (from: string, to: string) => void): {
  readonly drag: SeatDrag | null;
  readonly start: (event: SeatPointerEvent, from: string) => void;
} {
  const [drag, setDrag] = useState<SeatDrag | null>(null);
  const start = (event: SeatPointerEvent, from: string) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    event.preventDefault();
    const [x, y] = [event.clientX, event.clientY];
    const stop = new AbortController();
    let begun = false;
    const follow = (move: PointerEvent) => {
      begun ||= Math.hypot(move.clientX - x, move.clientY - y) > tremblePx;
      if (begun) setDrag({ from, over: seatAt(move) });
    };
    const drop = (up: PointerEvent) => {
      stop.abort();
      setDrag(null);
      const to = seatAt(up);
      if (begun && up.type === "pointerup" && to !== null && to !== from) onMove(from, to);
    };
    globalThis.addEventListener("pointermove", follow, { signal: stop.signal });
    for (const end of ["pointerup", "pointercancel"] as const) globalThis.addEventListener(end, drop, { signal: stop.signal });
  };
  return { drag, start };
}

function seatAt({ clientX, clientY }: PointerEvent): string | null {
  return document.elementFromPoint(clientX, clientY)?.closest<SVGElement>("[data-seat]")?.dataset["seat"] ?? null;
}
