import type { Booking } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { Card } from "../../design/card.tsx";
import { word, zoned } from "../../design/format.ts";
import { Requests } from "../../design/requests.tsx";
import { Table } from "../../design/table.tsx";

/** The flights of a booking. */
export function Trip({ booking: { segments, passengers } }: { readonly booking: Booking }) {
  return (
    <Card title="Trip">
      <ul className="segments">
        {segments.map(({ flight, cabin, brand }, index) => (
          // Who changes flights and back has the same one twice.
          <li key={index}>
            <div>
              <Link to="/flights/$flightId" params={{ flightId: flight.id }}>
                {flight.designator}
              </Link>{" "}
              <span className="muted small">
                {word(cabin)}, {brand.name} · {flight.aircraft.name}
                {passengers.every(({ cancelled }) => cancelled[index] === true) && " · cancelled"}
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

/** How a passenger counts, as a word. */
export const passengerTypes = { ADT: "Adult", CHD: "Child", INF: "Infant" };

/** Who travels, where they sit, and under which tickets. */
export function Passengers({ booking: { passengers, segments } }: { readonly booking: Booking }) {
  return (
    <Card title="Passengers">
      <Table
        label="Passengers"
        head={["Name", "Born", ...segments.map(({ flight }) => `Seat on ${flight.designator}`), "Ticket", "Requests"]}
      >
        <tbody>
          {passengers.map((passenger, index) => (
            <PassengerRow key={index} passenger={passenger} flights={segments.map(({ flight }) => flight.id)} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function PassengerRow({ passenger, flights }: { readonly passenger: Booking["passengers"][number]; readonly flights: readonly string[] }) {
  const { givenName, surname, type, birthDate, seats, cancelled, ticketNumbers, requests } = passenger;
  return (
    <tr>
      <td>
        {surname === null ? "Not named yet" : `${givenName ?? ""} ${surname}`} <span className="muted small">{passengerTypes[type]}</span>
      </td>
      <td className="num">{birthDate ?? "–"}</td>
      {seats.map((seat, segment) => (
        <td key={segment} className="num">
          {cancelled[segment] ? <span className="muted">cancelled</span> : <Seat seat={seat} flightId={flights[segment] ?? ""} />}
        </td>
      ))}
      <td className="num">{ticketNumbers.join(", ") || "–"}</td>
      <td>
        <Requests codes={requests} />
      </td>
    </tr>
  );
}

/** A seat, and the way to the plan on which whoever has it is moved. */
function Seat({ seat, flightId }: { readonly seat: string | null; readonly flightId: string }) {
  if (seat === null) return "–";
  return (
    <Link to="/flights/$flightId" params={{ flightId }} search={{ seat }}>
      {seat}
    </Link>
  );
}
