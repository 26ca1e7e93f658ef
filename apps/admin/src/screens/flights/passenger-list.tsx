import type { Manifest } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import { Download, Printer } from "lucide-react";

import { StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { word } from "../../design/format.ts";
import { Requests } from "../../design/requests.tsx";
import { saveFile } from "../../design/save-file.ts";
import { Empty } from "../../design/states.tsx";
import { Table } from "../../design/table.tsx";
import { TimeLeft } from "../../design/time-left.tsx";
import { manifestCsv } from "./manifest-csv.ts";

/** Everybody on a flight, from the nose, to read, to print and to take along as CSV. */
export function PassengerList({ flight, seats }: Pick<Manifest, "flight" | "seats">) {
  const taken = seats.filter((seat) => seat.passenger !== null);
  const name = `${flight.designator.replace(" ", "")}-${flight.departs.local.slice(0, 10)}.csv`;
  const save = () => saveFile(name, new Blob([manifestCsv(taken)], { type: "text/csv" }));
  return (
    <Card
      title={`Passengers (${taken.length})`}
      aside={
        <div className="row no-print">
          <button type="button" className="button" onClick={() => globalThis.print()}>
            <Printer aria-hidden />
            Print
          </button>
          <button type="button" className="button" onClick={save}>
            <Download aria-hidden />
            CSV
          </button>
        </div>
      }
    >
      {taken.length === 0 ? <Empty title="Nobody yet">No seat of this flight is sold or held.</Empty> : <PassengerTable seats={taken} />}
    </Card>
  );
}

function PassengerTable({ seats }: Pick<Manifest, "seats">) {
  return (
    <Table label="Passengers" head={["Seat", "Name", "Booking", "Cabin", "State", "Ticket", "Requests"]}>
      <tbody>
        {seats.map(
          ({ seat, cabin, state, heldUntil, passenger }) =>
            passenger && <PassengerRow key={seat} {...{ seat, cabin, state, heldUntil, passenger }} />,
        )}
      </tbody>
    </Table>
  );
}

interface RowProps extends Pick<Manifest["seats"][number], "seat" | "cabin" | "state" | "heldUntil"> {
  readonly passenger: NonNullable<Manifest["seats"][number]["passenger"]>;
}

function PassengerRow({ seat, cabin, state, heldUntil, passenger }: RowProps) {
  const { name, infants, bookingId, recordLocator, brand, ticketNumber, requests } = passenger;
  return (
    <tr>
      <td className="num">{seat}</td>
      <td>
        {name ?? <span className="muted">Not named yet</span>}
        {infants.map((infant) => (
          <div key={infant} className="muted small">
            with {infant} on the lap
          </div>
        ))}
      </td>
      <td>
        <Link to="/bookings/$bookingId" params={{ bookingId }} className="mono">
          {recordLocator}
        </Link>
      </td>
      <td>
        {word(cabin)} <span className="muted small">{brand}</span>
      </td>
      <td>
        <StateBadge state={state === "sold" ? "confirmed" : state} />
        {heldUntil && (
          <div className="small held-left">
            <TimeLeft until={heldUntil} /> left
          </div>
        )}
      </td>
      <td className="num">{ticketNumber ?? "–"}</td>
      <td>
        <Requests codes={requests} />
      </td>
    </tr>
  );
}
