import type { CopyTarget } from "./copy-rows.ts";
import { feesOf } from "./fares.ts";
import type { CabinSpec, FlightSpec, ScheduleSpec } from "./timetable-rows.ts";

/** How schedules are written to `flight_schedule`. */
export const scheduleTable: CopyTarget<ScheduleSpec> = {
  table: "flight_schedule",
  columns: {
    id: (schedule) => schedule.id,
    airline_code: (schedule) => schedule.airlineCode,
    flight_number: (schedule) => schedule.flightNumber,
    origin: (schedule) => schedule.origin,
    destination: (schedule) => schedule.destination,
    departure_minute: (schedule) => schedule.departureMinute,
    block_minutes: (schedule) => schedule.blockMinutes,
    days_of_week: (schedule) => schedule.daysOfWeek,
    valid_from: (schedule) => schedule.validFrom.toString(),
    valid_to: (schedule) => schedule.validTo.toString(),
    aircraft_type_code: (schedule) => schedule.aircraftTypeCode,
    currency: (schedule) => schedule.currency,
    fares: (schedule) => JSON.stringify(schedule.fares),
    seat_fees: ({ fares }) => JSON.stringify(feesOf(fares)),
  },
};

/** How flights are written to `flight`. */
export const flightTable: CopyTarget<FlightSpec> = {
  table: "flight",
  columns: {
    id: (flight) => flight.id,
    schedule_id: (flight) => flight.scheduleId,
    airline_code: (flight) => flight.airlineCode,
    flight_number: (flight) => flight.flightNumber,
    origin: (flight) => flight.origin,
    destination: (flight) => flight.destination,
    departure_date: (flight) => flight.departureDate,
    departure_minute: (flight) => flight.departureMinute,
    arrival_date: (flight) => flight.arrivalDate,
    arrival_minute: (flight) => flight.arrivalMinute,
    departs_at: (flight) => flight.departsAt.toString(),
    arrives_at: (flight) => flight.arrivesAt.toString(),
    sales_close_at: (flight) => flight.salesCloseAt.toString(),
    status: () => "scheduled",
    aircraft_type_code: (flight) => flight.aircraftTypeCode,
    seat_map_id: (flight) => flight.seatMapId,
  },
};

/** How the cabins of flights are written to `flight_cabin`. */
export const cabinTable: CopyTarget<CabinSpec & { readonly flightId: string }> = {
  table: "flight_cabin",
  columns: {
    flight_id: (cabin) => cabin.flightId,
    cabin: (cabin) => cabin.cabin,
    capacity: (cabin) => cabin.capacity,
    base_fare_minor: (cabin) => cabin.baseFareMinor,
    currency: (cabin) => cabin.currency,
    seat_fee_minor: (cabin) => cabin.seatFees.seat,
    legroom_fee_minor: (cabin) => cabin.seatFees.legroom,
  },
};
