import type { Offer } from "@skyhold/sdk";

import { clock, money, word, zoned } from "../../design/format.ts";

/** One way to travel, with its price for the whole party. */
export function OfferRow({ offer, onChoose }: { readonly offer: Offer; readonly onChoose: () => void }) {
  const { segments, total, seatsFree, durationMinutes } = offer;
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return null;
  const sameDay = first.flight.departs.local.slice(0, 10) === last.flight.arrives.local.slice(0, 10);
  const stops = segments.slice(0, -1).map(({ flight }) => flight.destination.iata);
  return (
    <li className="offer">
      <div>
        <strong className="num">
          {zoned(first.flight.departs)} → {sameDay ? clock(last.flight.arrives) : zoned(last.flight.arrives)}
        </strong>
        <div className="muted small num">
          {segments.map(({ flight }) => flight.designator).join(", ")} · {Math.floor(durationMinutes / 60)} h {durationMinutes % 60} min ·{" "}
          {stops.length === 0 ? "direct" : `by ${stops.join(" and ")}`}
        </div>
      </div>
      <div>
        {word(first.cabin)}, {first.brand.name}
        <div className="muted small num">{seatsFree} free</div>
      </div>
      <strong className="num offer-price">{money(total)}</strong>
      <button
        type="button"
        className="button"
        aria-label={`Hold ${first.flight.designator}, ${first.brand.name}, ${money(total)}`}
        onClick={onChoose}
      >
        Hold
      </button>
    </li>
  );
}
