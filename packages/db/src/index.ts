export { addFlightsToBooking, findChangedSinceOffered } from "./flight-changes.ts";
export type { AddedAnswer, FlightsToAdd } from "./flight-changes.ts";
export { keepSeatsForPayment, releaseSeatsOfPayment } from "./payment-seats.ts";
export { observe, readReadiness } from "./observed.ts";
export type { Observed } from "./observed.ts";
export { openDatabase } from "./client.ts";
export type { Database, DatabaseOptions, Statement, Transaction } from "./client.ts";
export { blockSeats, unblockSeats } from "./blocked-seats.ts";
export { findBookingRow, listBookingRows } from "./booking-document.ts";
export type { BookingRow } from "./booking-document.ts";
export { searchBookingRows } from "./booking-search.ts";
export type { BookingSearch, FoundBookingRow } from "./booking-search.ts";
export { writeCheckIns } from "./check-in.ts";
export type { CheckInToWrite } from "./check-in.ts";
export { storeCancellations } from "./cancellations.ts";
export type { CancellationToStore } from "./cancellations.ts";
export { storePostings } from "./postings.ts";
export { readBookingOfJob } from "./booking-of-job.ts";
export { listenForChanges } from "./changes.ts";
export type { ChangeHandlers, ChangeListener, Channel } from "./changes.ts";
export { findFlights, readFlightMarks } from "./flight-document.ts";
export type { AirportOfFlight, CabinOnSale, FlightRow } from "./flight-document.ts";
export { findFlightOnBoard, countFlightDays, listFlightBoard, readManifest } from "./flight-board.ts";
export type { FlightBoardQuery, FlightDayRow, FlightOnBoardRow, SeatHolderRow } from "./flight-board.ts";
export { addFlights, findMissingFlights, findTimedFlights, moveFlights, untilFurtherNotice } from "./flight-extension.ts";
export type { FlightTimes, MissingFlight, TimedFlight } from "./flight-extension.ts";
export {
  findAffectedBookings,
  findUnfinishedCancellations,
  lockAffectedBookings,
  readCancellationProgress,
  releaseUnpaidBookings,
  storeFlightNotifications,
} from "./flight-news.ts";
export {
  endCoupons,
  findBookingsLeftBehind,
  flyCoupons,
  haveTimesChanged,
  lockFlight,
  statusRunLimit,
  updateFlightStatuses,
  updateStatusesStatement,
} from "./flight-status.ts";
export type { StatusRun } from "./flight-status.ts";
export { changeFlightsOfSchedule, lockAircraft, lockFlightNumber, lockFlightsOfSchedule, lockSchedule } from "./schedule-flights.ts";
export type { ScheduleChange, ScheduleFlight } from "./schedule-flights.ts";
export { findFlightsOnSale } from "./flight-on-sale.ts";
export type { FlightOnSale } from "./flight-on-sale.ts";
export { findItineraries, itineraryStatements } from "./flight-search.ts";
export type { ItineraryQuery, Itineraries } from "./flight-search.ts";
export { distanceKm } from "./geography.ts";
export type { Coordinates } from "./geography.ts";
export { compileSeatMap, compileWithGaps } from "./seat-notation.ts";
export { editLayout } from "./seat-notation-edit.ts";
export type { EditProblem } from "./seat-notation-edit.ts";
export type { SeatSpec } from "./seat-notation.ts";
export { SeatNotationError } from "./seat-notation-error.ts";
export { readReferenceRows, readReferenceVersion } from "./reference.ts";
export type { AirportRow, ReferenceMoment, ReferenceRows } from "./reference.ts";
export { claimIdempotencyKey, findKeyOutcome, keepIdempotentAnswer, purgeIdempotencyRecords } from "./idempotency.ts";
export type { IdempotencyKey, KeyClaim, KeyOutcome } from "./idempotency.ts";
export { auditInvariants, auditOn, invariants } from "./invariants/audit.ts";
export type { InvariantAudit } from "./invariants/audit.ts";
export { keepFlights, lockBooking, readClock } from "./locks.ts";
export { hasStripeEvent, lockPayment, recordStripeEvent, writeConfirmation, writePaymentNews } from "./payments.ts";
export type { LockedPayment } from "./payments.ts";
export { readFiguresOfToday } from "./figures.ts";
export type { FiguresRow } from "./figures.ts";
export { readFlightSeats, withHoldNotices } from "./seat-changes.ts";
export type { FlightSeats, SeatState } from "./seat-changes.ts";
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
  releaseCancelledSeats,
  releaseSeats,
  reseat,
  secureSeats,
} from "./seats.ts";
export type {
  ChangeAnswer,
  HoldAnswer,
  LineToWrite,
  SeatOfFlight,
  SeatProblem,
  SeatsToHold,
  SeatsToReseat,
  SeatsToChange,
  SeatToTake,
  SecureAnswer,
} from "./seats.ts";
export {
  endNotificationAttempt,
  findNotificationRow,
  leaseNotification,
  listNotificationRows,
  listOwnNotificationRows,
  storeNotification,
  storeReminders,
} from "./notifications.ts";
export type { DueFlights, NotificationRow } from "./notifications.ts";
export { findRefundRow, findWaitingRefunds, listRefundRows } from "./refunds.ts";
export type { StoredRefundRow } from "./refunds.ts";
export { purgeEndedAccess } from "./purge.ts";
export { eraseFromBookings, eraseWordsAbout, lockBookingsOf } from "./erasure.ts";
export { forgetUnsoldBookings, purgePassengerData, purgeTravelDocuments } from "./retention.ts";
export { foreseeSandboxClock, moveSandboxClock, readSandboxClock } from "./sandbox-clock.ts";
export { lockRules } from "./rule-locks.ts";
export { readSealed, replaceSealed, sealedFields } from "./sealed-fields.ts";
export { claimGuestBookings, findBookingByLocator } from "./guests.ts";
export { countAttempt } from "./attempts.ts";
export { findIdentity, moveToOwner } from "./identities.ts";
export type { IdentityRow } from "./identities.ts";
export type { NewSession } from "./sessions.ts";
export { findSession, openSession, storeAccountToken, useAccountToken } from "./sessions.ts";
export { hasSqlState, isConnectionLost, isDataException, isOverload, isUniqueViolation } from "./sql-state.ts";
export type { Prisma } from "./generated/client.ts";
export { listFailedJobs, readQueueHealth, readQueues } from "./job-board.ts";
export type { FailedJobRow, QueueRow } from "./job-board.ts";
export { listPaymentRows } from "./payment-list.ts";
export type { PaymentRow } from "./payment-list.ts";
export { holdAudited } from "./audited-hold.ts";
