export { openDatabase } from "./client.ts";
export type { Database, DatabaseOptions, Statement, Transaction } from "./client.ts";
export { blockSeats, unblockSeats } from "./blocked-seats.ts";
export { findBookingRow, listBookingRows } from "./booking-document.ts";
export type { BookingRow } from "./booking-document.ts";
export { expandAirportCodes, searchDirectFlights } from "./flight-search.ts";
export type { AirportOfFlight, CabinOnSale, FlightRow, SellableFlight } from "./flight-search.ts";
export { claimIdempotencyKey, findKeyOutcome, keepIdempotentAnswer, purgeIdempotencyRecords } from "./idempotency.ts";
export type { IdempotencyKey, KeyClaim, KeyOutcome } from "./idempotency.ts";
export { auditInvariants, auditOn, invariants } from "./invariants/audit.ts";
export type { InvariantAudit } from "./invariants/audit.ts";
export { lockBooking, nextTicketSerials, readClock } from "./locks.ts";
export { listenForSeatChanges, readFlightSeats, withHoldNotices } from "./seat-changes.ts";
export type { FlightSeats, SeatChangeHandlers, SeatChangeListener, SeatState } from "./seat-changes.ts";
export { readSeatLayout, readSeatStates, seatStatesStatement } from "./seat-map.ts";
export type { CabinFees, LayoutSeat, SeatLayout, SeatMapView, SeatStates } from "./seat-map.ts";
export {
  changeSeats,
  expireBookings,
  extendHold,
  findEarlierHold,
  holdSeats,
  holdSeatsStatement,
  lookAtSeatChange,
  releaseSeats,
  secureSeats,
} from "./seats.ts";
export type { ChangeAnswer, HoldAnswer, LineToWrite, SeatOfFlight, SeatProblem, SeatsToHold, SeatToTake, SecureAnswer } from "./seats.ts";
export { findSession } from "./sessions.ts";
export { hasSqlState, isDataException, isOverload, isUniqueViolation } from "./sql-state.ts";
export type { Prisma } from "./generated/client.ts";
