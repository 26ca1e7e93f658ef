import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import type { KeyboardEvent } from "react";

import { Dialog } from "../design/dialog.tsx";
import { clock, zoned } from "../design/format.ts";
import { skyhold } from "./client.ts";
import { usePlaces } from "./nav.tsx";

interface Hit {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly go: () => Promise<void>;
}

/** Finds pages, bookings and flights by what is typed; arrows and Enter are enough. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = useHits(useDeferredValue(text.trim()));
  const chosen = Math.min(at, hits.length - 1);
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    void hit.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") go(hits[chosen]);
    if (step === undefined) return;
    event.preventDefault();
    setAt((chosen + step + hits.length) % Math.max(1, hits.length));
  };
  const onText = (next: string) => {
    setText(next);
    setAt(0);
  };
  return (
    <Dialog title="Find" open onClose={onClose}>
      <input
        className="input"
        role="combobox"
        aria-label="Locator, name, e-mail, ticket, flight, route or page"
        placeholder="Locator, name, e-mail, ticket, flight, route …"
        aria-expanded={hits.length > 0}
        aria-controls="hits"
        aria-activedescendant={hits[chosen] ? `hit-${chosen}` : undefined}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Hits hits={hits} chosen={chosen} onChoose={go} />
    </Dialog>
  );
}

interface HitsProps {
  readonly hits: readonly Hit[];
  readonly chosen: number;
  readonly onChoose: (hit: Hit) => void;
}

function Hits({ hits, chosen, onChoose }: HitsProps) {
  return (
    <>
      <div id="hits" role="listbox" aria-label="Found">
        {hits.map((hit, index) => (
          <div
            key={hit.key}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === chosen}
            data-highlighted={index === chosen ? "" : undefined}
            className="menu-item"
            onClick={() => onChoose(hit)}
          >
            <strong>{hit.title}</strong>
            <span className="muted small">{hit.detail}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && <p className="muted">Nothing is called that.</p>}
    </>
  );
}

function useHits(text: string): readonly Hit[] {
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ["search", text],
    enabled: text.length >= 2,
    queryFn: async ({ signal }) => {
      const [bookings, flights] = await Promise.allSettled([
        skyhold.admin.bookings.list({ query: text, limit: 6 }, { signal }),
        skyhold.admin.flights.list({ query: text, limit: 6 }, { signal }),
      ]);
      // What was typed need not be a flight: then that half has nothing to say.
      if (bookings.status === "rejected") throw bookings.reason;
      return { bookings: bookings.value.bookings, flights: flights.status === "fulfilled" ? flights.value.flights : [] };
    },
  });
  const pages = usePlaces().filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
  return [
    ...pages.map(({ to, title }) => ({ key: to, title, detail: "Page", go: () => navigate({ to }) })),
    ...(found.data?.bookings ?? []).map(({ id, recordLocator, name, contactEmail }) => ({
      key: id,
      title: recordLocator,
      detail: name ?? contactEmail,
      go: () => navigate({ to: "/bookings/$bookingId", params: { bookingId: id } }),
    })),
    ...(found.data?.flights ?? []).map(({ id, designator, origin, destination, departs, arrives }) => ({
      key: id,
      title: designator,
      detail: `${origin.iata} ${zoned(departs)} → ${destination.iata} ${clock(arrives)}`,
      go: () => navigate({ to: "/flights/$flightId", params: { flightId: id } }),
    })),
  ];
}
