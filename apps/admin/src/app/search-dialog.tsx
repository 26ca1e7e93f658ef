import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useState } from "react";
import type { KeyboardEvent } from "react";

import { Dialog } from "../design/dialog.tsx";
import { clock, word, zoned } from "../design/format.ts";
import { ErrorNotice } from "../design/states.tsx";
import { skyhold } from "./client.ts";
import { usePlaces } from "./nav.tsx";
import { subpages } from "./subpages.ts";

interface Hit {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly go: () => Promise<void>;
}

/** Finds pages, bookings and flights by what is typed; arrows and Enter are enough. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { text, at, setAt, onText } = useTyped();
  const typed = useDeferredValue(text.trim());
  const found = useFound(typed);
  const hits = [...usePages(typed), ...found.hits];
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
        onChange={({ target }) => onText(target.value)}
        onKeyDown={onKeyDown}
      />
      <Hits hits={hits} chosen={chosen} onChoose={go} />
      {found.error && <ErrorNotice error={found.error} />}
      {hits.length === 0 && !found.error && <Nothing looking={found.looking} />}
    </Dialog>
  );
}

/** What is typed, and how far the arrows are from the first of what is found by it. */
function useTyped() {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const onText = (next: string) => {
    setText(next);
    setAt(0);
  };
  return { text, at, setAt, onText };
}

function Nothing({ looking }: { readonly looking: boolean }) {
  return (
    <p className="muted" role="status">
      {looking ? "Looking …" : "Nothing is called that."}
    </p>
  );
}

interface HitsProps {
  readonly hits: readonly Hit[];
  readonly chosen: number;
  readonly onChoose: (hit: Hit) => void;
}

function Hits({ hits, chosen, onChoose }: HitsProps) {
  // What the arrows have chosen stays in sight.
  useEffect(() => {
    document.querySelector(`#hit-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
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
  );
}

/** The screens of that name, and what is a part of one. Nothing typed: the screens. */
function usePages(text: string): readonly Hit[] {
  const navigate = useNavigate();
  const places = usePlaces();
  const isLike = (name: string) => name.toLowerCase().includes(text.toLowerCase());
  const screens = places.filter(({ title }) => isLike(title));
  const parts = subpages.flatMap((part) => {
    const place = places.find(({ to }) => to === part.under);
    return text !== "" && place && isLike(part.title) ? [{ ...part, detail: place.title }] : [];
  });
  return [
    ...screens.map(({ to, title }) => ({ key: to, title, detail: "Page", go: () => navigate({ to }) })),
    ...parts.map(({ title, detail, link }) => ({ key: title, title, detail, go: () => navigate(link) })),
  ];
}

/** The bookings and flights that are like that. */
function useFound(text: string): { readonly hits: readonly Hit[]; readonly looking: boolean; readonly error: Error | null } {
  const navigate = useNavigate();
  const { data, error, isFetching } = useQuery({ queryKey: ["search", text], enabled: text.length >= 2, queryFn: find });
  const bookings = (data?.bookings ?? []).map(({ id, recordLocator, name, contactEmail, state }) => ({
    key: id,
    title: recordLocator,
    detail: `${name ?? contactEmail} · ${word(state)}`,
    go: () => navigate({ to: "/bookings/$bookingId", params: { bookingId: id } }),
  }));
  const flights = (data?.flights ?? []).map(({ id, designator, origin, destination, departs, arrives }) => ({
    key: id,
    title: designator,
    detail: `${origin.iata} ${zoned(departs)} → ${destination.iata} ${clock(arrives)}`,
    go: () => navigate({ to: "/flights/$flightId", params: { flightId: id } }),
  }));
  return { hits: [...bookings, ...flights], looking: isFetching, error };
}

async function find({ queryKey: [, query = ""], signal }: { readonly queryKey: readonly string[]; readonly signal: AbortSignal }) {
  const [bookings, flights] = await Promise.allSettled([
    skyhold.admin.bookings.list({ query, limit: 6 }, { signal }),
    skyhold.admin.flights.list({ query, limit: 6 }, { signal }),
  ]);
  // What was typed need not be a flight: then that half has nothing to say.
  if (bookings.status === "rejected") throw bookings.reason;
  return { bookings: bookings.value.bookings, flights: flights.status === "fulfilled" ? flights.value.flights : [] };
}
