import type { Booking } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { Card } from "../../design/card.tsx";
import { word, zoned } from "../../design/format.ts";

/** The flights of a booking. */
export function Trip({ booking: { segments } }: { readonly booking: Booking }) {
  return (
    <Card title="Trip">
      <ul className="segments">
        {segments.map(({ flight, cabin, brand }) => (
          <li key={flight.id}>
            <div>
              <Link to="/flights/$flightId" params={{ flightId: flight.id }}>
                {flight.designator}
              </Link>{" "}
              <span className="muted small">
                {word(cabin)}, {brand.name} · {flight.aircraft.name}
              </span>
            </div>
            <div className="segment-ends num">
              <End place={flight.origin} time={zoned(flight.departs)} />
              <span aria-hidden className="muted">
                →
              </span>
              <End place={flight.destination} time={zoned(flight.arrives)} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function End({ place, time }: { readonly place: Booking["segments"][number]["flight"]["origin"]; readonly time: string }) {
  return (
    <div>
      <strong>{place.iata}</strong> {place.city}
      <div className="muted small">{time}</div>
    </div>
  );
}

const types = { ADT: "Adult", CHD: "Child", INF: "Infant" };

/** Who travels, where they sit, and under which tickets. */
export function Passengers({ booking: { passengers, segments } }: { readonly booking: Booking }) {
  return (
    <Card title="Passengers">
      <div className="table-box" role="group" aria-label="Passengers" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Born</th>
              {segments.map(({ flight }) => (
                <th key={flight.id} scope="col">
                  Seat on {flight.designator}
                </th>
              ))}
              <th scope="col">Ticket</th>
              <th scope="col">Requests</th>
            </tr>
          </thead>
          <tbody>
            {passengers.map((passenger, index) => (
              <PassengerRow key={index} passenger={passenger} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function PassengerRow({ passenger }: { readonly passenger: Booking["passengers"][number] }) {
  const { givenName, surname, type, birthDate, seats, cancelled, ticketNumbers, requests } = passenger;
  return (
    <tr>
      <td>
        {surname === null ? "Not named yet" : `${givenName ?? ""} ${surname}`} <span className="muted small">{types[type]}</span>
      </td>
      <td className="num">{birthDate ?? "–"}</td>
      {seats.map((seat, segment) => (
        <td key={segment} className="num">
          {cancelled[segment] ? <span className="muted">cancelled</span> : (seat ?? "–")}
        </td>
      ))}
      <td className="num">{ticketNumbers.join(", ") || "–"}</td>
      <td>{requests.join(", ") || "–"}</td>
    </tr>
  );
}
