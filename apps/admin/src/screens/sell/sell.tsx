import type { Offer } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { offersQuery } from "../../app/queries.ts";
import { Heading } from "../../design/heading.tsx";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { HoldDialog } from "./hold-dialog.tsx";
import { OfferRow } from "./offer-row.tsx";
import { TripForm } from "./trip-form.tsx";
import type { Trip } from "./trip-form.tsx";
import "./sell.css";

const route = getRouteApi("/app/sell");

/** Booking for a traveller who calls: where to, then the offers, then how they are reached. The address holds the question. */
export function SellScreen() {
  const { from, to, date, adults, children, infants } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<Offer | null>(null);
  const trip: Trip = {
    from: from ?? "",
    to: to ?? "",
    date: date ?? "",
    adults: adults ?? "1",
    children: children ?? "0",
    infants: infants ?? "0",
  };
  const asked = from !== undefined && to !== undefined && date !== undefined;
  const offers = useQuery({ ...offersQuery(toSearch(trip)), enabled: asked });
  return (
    <div className="page">
      <Heading name="Book for a traveller" />
      <div className="card card-body">
        <TripForm key={JSON.stringify(trip)} trip={trip} error={offers.error} onTrip={(next) => void navigate({ search: next })} />
      </div>
      {asked && <Offers query={offers} onChoose={setChosen} />}
      {chosen && <HoldDialog offer={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

interface OffersProps {
  readonly query: UseQueryResult<{ readonly offers: readonly Offer[] }>;
  readonly onChoose: (offer: Offer) => void;
}

function Offers({ query: { data, error, isPending, refetch }, onChoose }: OffersProps) {
  return (
    <div className="card">
      {isPending && <Loading lines={8} />}
      {error && (
        <div className="card-body">
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {data?.offers.length === 0 && <Empty title="Nothing flies there on that day">Try another day, or an airport nearby.</Empty>}
      <ul>
        {data?.offers.map((offer) => (
          <OfferRow key={offer.token} offer={offer} onChoose={() => onChoose(offer)} />
        ))}
      </ul>
    </div>
  );
}

function toSearch({ from, to, date, adults, children, infants }: Trip) {
  return {
    origin: from,
    destination: to,
    departureDate: date,
    passengers: { adults: Number(adults), children: Number(children), infants: Number(infants) },
    sort: "best" as const,
    limit: 30,
  };
}
