import type { ChangeAnswer, SeatOfFlight, SeatProblem } from "@skyhold/db";

import { DomainError } from "../errors.ts";
import type { SeatChoice } from "./compose-hold.ts";

/** The refusal for seats that someone else has, by name, with the nearest that are free. */
export function seatTaken(seats: readonly SeatOfFlight[], alternatives: SeatChoice | null): DomainError<"SEAT_TAKEN"> {
  const names = seats.map(({ seat }) => seat).join(", ");
  const instead = alternatives === null ? "There are not enough others" : `Free and nearest: ${alternatives.flat().join(", ")}`;
  return new DomainError("SEAT_TAKEN", `Taken meanwhile: ${names}. ${instead}.`, { seats, alternatives });
}

/** The refusal for seats that cannot be sold to these passengers, whoever else wants them: for the first of them. */
export function seatRefusal([problem]: readonly SeatProblem[]): DomainError {
  if (!problem) throw new Error("A refusal without a reason");
  const { flightId, seat, why } = problem;
  switch (why) {
    case "flight_closed":
      return new DomainError("FLIGHT_CLOSED", "This flight is no longer on sale", { flightId });
    case "unknown":
      return new DomainError("SEAT_UNKNOWN", `The aircraft of this flight has no seat ${seat}`, { flightId, seat });
    case "other_cabin":
      return new DomainError("SEAT_NOT_ALLOWED", `Seat ${seat} is in another cabin than the one booked`, { flightId, seat, why });
    case "exit_row":
      return new DomainError(
        "SEAT_NOT_ALLOWED",
        `Seat ${seat} is in an exit row: only for an adult without an infant who needs no assistance`,
        {
          flightId,
          seat,
          why,
        },
      );
  }
}

/** The refusal that the answer to a change of seats stands for; null when it was done. */
export function moveRefusal(answer: ChangeAnswer): DomainError | null {
  switch (answer.outcome) {
    case "changed":
      return null;
    case "taken":
      return seatTaken(answer.seats, null);
    case "refused":
      return seatRefusal(answer.problems);
  }
}
