import type { FlightConsequences } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { flightConsequencesQuery } from "../../app/queries.ts";
import { count, money } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";

interface ConcernedProps {
  readonly flightId: string;
  /** What follows, given whom it concerns. */
  readonly children: (concerned: FlightConsequences) => ReactNode;
}

/** Whom a change of a flight concerns, before it is made. */
export function Concerned({ flightId, children }: ConcernedProps) {
  const concerned = useQuery(flightConsequencesQuery(flightId));
  if (concerned.error) return <ErrorNotice error={concerned.error} onRetry={() => void concerned.refetch()} />;
  if (!concerned.data) return <Loading lines={2} />;
  return <div className="notice consequences">{children(concerned.data)}</div>;
}

/** Who is told of a change: `12 paid bookings with 25 passengers and 3 that only hold seats`. */
export function whom({ paid, passengers, unpaid }: FlightConsequences): string {
  const ofPaid = `${count(paid, "paid booking")} with ${count(passengers, "passenger")}`;
  return unpaid === 0 ? ofPaid : `${ofPaid}, and ${count(unpaid, "booking")} not paid yet`;
}

const nobody = ({ paid, unpaid }: FlightConsequences): boolean => paid + unpaid === 0;

/** Everybody on the flight is sent a mail with what is new. */
export function Told({ flightId, what }: { readonly flightId: string; readonly what: string }) {
  return (
    <Concerned flightId={flightId}>
      {(concerned) =>
        nobody(concerned) ? (
          <p>Nobody is on this flight: nobody has to be told.</p>
        ) : (
          <p>
            On this flight: {whom(concerned)}. Each booking is sent a mail {what}
          </p>
        )
      }
    </Concerned>
  );
}

/** What cancelling a flight brings: seats, money, mails. */
export function CancelConsequences({ flightId }: { readonly flightId: string }) {
  return (
    <Concerned flightId={flightId}>
      {(concerned) =>
        nobody(concerned) ? (
          <p>Nobody is on this flight: no money goes back, and nobody has to be told. It is final.</p>
        ) : (
          <ul>
            <li>On this flight: {whom(concerned)}. No seat of it is sold from this moment on.</li>
            <li>
              By the refund rules <strong className="num">{concerned.refunds.map(money).join(" and ") || "nothing"}</strong> goes back to{" "}
              {count(concerned.paid, "paid booking")}, to the cards that were paid with.
            </li>
            {concerned.unpaid > 0 && <li>The seats of {count(concerned.unpaid, "booking")} not paid yet come back, without a refund.</li>}
            <li>Each of them is sent one mail, with your reason, the refund, and what else the law gives.</li>
            <li>It is final. Flights of longer trips stay booked, and can be given back in full.</li>
          </ul>
        )
      }
    </Concerned>
  );
}
