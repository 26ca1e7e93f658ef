import type { Cabin } from "../generated/enums.ts";
import type { CabinFares, SeatFees } from "./fares.ts";

/** A schedule as the table `flight_schedule` holds it. */
export interface ScheduleSpec {
  readonly id: string;
  readonly airlineCode: string;
  readonly flightNumber: number;
  readonly origin: string;
  readonly destination: string;
  /** Local wall time at the origin, in minutes since midnight. */
  readonly departureMinute: number;
  readonly blockMinutes: number;
  /** One bit for each day of departure: 1 is Monday, 64 is Sunday. */
  readonly daysOfWeek: number;
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate;
  readonly aircraftTypeCode: string;
  readonly currency: string;
  readonly fares: CabinFares;
}

/** A flight as the table `flight` holds it, with its cabins; dates and minutes are what clocks at the airport show. */
export interface FlightSpec {
  readonly id: string;
  readonly scheduleId: string;
  readonly airlineCode: string;
  readonly flightNumber: number;
  readonly origin: string;
  readonly destination: string;
  readonly departureDate: string;
  readonly departureMinute: number;
  readonly arrivalDate: string;
  readonly arrivalMinute: number;
  readonly departsAt: Temporal.Instant;
  readonly arrivesAt: Temporal.Instant;
  readonly salesCloseAt: Temporal.Instant;
  readonly aircraftTypeCode: string;
  readonly seatMapId: string;
  readonly cabins: readonly CabinSpec[];
}

/** A cabin of a flight as the table `flight_cabin` holds it, amounts in minor units. */
export interface CabinSpec {
  readonly cabin: Cabin;
  readonly capacity: number;
  readonly baseFareMinor: number;
  readonly currency: string;
  readonly seatFees: SeatFees;
}
