export { isConnectionLost, isDataException, isOverload } from "@skyhold/db";
export { Aircraft } from "./aircraft/aircraft.ts";
export { LayoutPreview, previewLayout, PreviewLayoutInput } from "./aircraft/preview-layout.ts";
export { changeLayout, ChangeLayoutInput, ChangedLayout } from "./aircraft/change-layout.ts";
export { createAircraft, CreateAircraftInput, updateAircraft, UpdateAircraftInput } from "./aircraft/change-aircraft.ts";
export { getAircraft, GetAircraftInput, listAircraft, ListAircraftInput, ListAircraftOutput } from "./aircraft/list-aircraft.ts";
export { AirlineForStaff } from "./airlines/airline-for-staff.ts";
export { createAirline, CreateAirlineInput, updateAirline, UpdateAirlineInput } from "./airlines/change-airline.ts";
export { listAirlines, ListAirlinesInput, ListAirlinesOutput } from "./airlines/list-airlines.ts";
export { AirportForStaff } from "./airports/airport-for-staff.ts";
export { createAirport, CreateAirportInput, updateAirport, UpdateAirportInput } from "./airports/change-airport.ts";
export { listAirports, ListAirportsInput, ListAirportsOutput } from "./airports/list-airports.ts";
export { getAirport, GetAirportInput, AirportDetails } from "./airports/get-airport.ts";
export { searchAirports, SearchAirportsInput, SearchAirportsOutput } from "./airports/search-airports.ts";
export { listAuditEntries, ListAuditEntriesInput, ListAuditEntriesOutput } from "./audit/list-audit-entries.ts";
export { BookingRecord, getBookingForStaff } from "./bookings/get-booking-for-staff.ts";
export { searchBookings, SearchBookingsInput, SearchBookingsOutput } from "./bookings/search-bookings.ts";
export { expireHolds } from "./bookings/expire-holds.ts";
export { Booking } from "./bookings/booking.ts";
export { Ancillaries, listAncillaries, ListAncillariesInput } from "./bookings/ancillaries.ts";
export { setAncillaries, SetAncillariesInput } from "./bookings/set-ancillaries.ts";
export { cancelBookingForStaff, CancelBookingForStaffInput } from "./bookings/cancel-booking-for-staff.ts";
export { cancelBooking, CancelBookingInput, CancelledBooking } from "./bookings/cancel-booking.ts";
export { CancellationQuote } from "./bookings/cancellation.ts";
export { claimBookings, ClaimBookingsOutput } from "./bookings/claim-bookings.ts";
export { findBooking, FindBookingInput, FoundBooking } from "./bookings/find-booking.ts";
export { HeldBooking, holdForAnyone } from "./bookings/hold-as-guest.ts";
export { changeSeats, ChangeSeatsInput } from "./bookings/change-seats.ts";
export { AddBookingNoteInput, addBookingNote, AddedBookingNote } from "./bookings/add-booking-note.ts";
export {
  changeSeatsForStaff,
  ChangeSeatsForStaffInput,
  quoteSeatChangeForStaff,
  QuoteSeatChangeForStaffInput,
} from "./bookings/change-seats-for-staff.ts";
export { extendHold } from "./bookings/extend-hold.ts";
export { extendHoldForStaff, ExtendHoldForStaffInput } from "./bookings/extend-hold-for-staff.ts";
export { HeldForTraveller, holdForTraveller, HoldForTravellerInput } from "./bookings/hold-for-traveller.ts";
export { getBooking, GetBookingInput } from "./bookings/get-booking.ts";
export { HoldSeatsInput } from "./bookings/hold-seats.ts";
export { listBookings, ListBookingsInput, ListBookingsOutput } from "./bookings/list-bookings.ts";
export { quoteSeatChange, SeatChangeQuote } from "./bookings/quote-seat-change.ts";
export { quoteCancellationForStaff } from "./bookings/quote-cancellation-for-staff.ts";
export { quoteCancellation, QuoteCancellationInput } from "./bookings/quote-cancellation.ts";
export { releaseHold } from "./bookings/release-hold.ts";
export { StaffCancellationQuote, StaffCancelledBooking } from "./bookings/staff-cancellation.ts";
export { setPassengersForStaff } from "./bookings/set-passengers-for-staff.ts";
export { startPaymentForStaff } from "./bookings/start-payment-for-staff.ts";
export { setPassengers, SetPassengersInput } from "./bookings/set-passengers.ts";
export { FareTables, listFares } from "./fares/list-fares.ts";
export {
  changeAncillary,
  ChangeAncillaryInput,
  createAncillary,
  CreateAncillaryInput,
  endAncillary,
  EndAncillaryInput,
} from "./fares/change-ancillary.ts";
export { createBrand, CreateBrandInput, updateBrand, UpdateBrandInput } from "./fares/change-brand.ts";
export { changeCharge, ChangeChargeInput, createCharge, CreateChargeInput, endCharge, EndChargeInput } from "./fares/change-charge.ts";
export { checkIn, CheckedIn, CheckInInput } from "./check-in/check-in.ts";
export { BoardingPass, getBoardingPass, GetBoardingPassInput } from "./check-in/get-boarding-pass.ts";
export { Departure, readDeparture } from "./check-in/read-departure.ts";
export { Boarded, scanBoardingPass, ScanBoardingPassInput } from "./check-in/scan-boarding-pass.ts";
export { createChangeNews } from "./change-news.ts";
export { createFlightNews } from "./flights/flight-news.ts";
export type { ChangeNews, ChangeNewsOptions } from "./change-news.ts";
export { endWatches } from "./end-watches.ts";
export { forItself } from "./context.ts";
export type { Actor, Context, Policy, Signer, Staff, User, Vault } from "./context.ts";
export { DomainError, errorTable, invalidInput, isDomainError } from "./errors.ts";
export type { ErrorCode, ErrorDetails } from "./errors.ts";
export { callerOf, getOutcome, GetOutcomeInput, Outcome } from "./idempotency/get-outcome.ts";
export { keepAnswer, MadeBefore } from "./idempotency/once.ts";
export type { OnceOnly } from "./idempotency/once.ts";
export { purgeRecords } from "./idempotency/purge-records.ts";
export { fingerprint } from "./bookings/fingerprint.ts";
export { BookingEvent, watchBooking, WatchBookingInput } from "./bookings/watch-booking.ts";
export { auditInvariants } from "./invariants/audit-invariants.ts";
export { enterWithIdentity } from "./identities/enter-with-identity.ts";
export type { Identities, Identity } from "./identities/identity.ts";
export {
  linkIdentity,
  LinkIdentityInput,
  listIdentities,
  ListIdentitiesOutput,
  unlinkIdentity,
  UnlinkIdentityInput,
} from "./identities/link-identity.ts";
export { listAudits, ListAuditsInput, ListAuditsOutput } from "./invariants/list-audits.ts";
export { runAudit, RunAuditInput, RunAuditOutput } from "./invariants/run-audit.ts";
export { jobSchemas } from "./jobs.ts";
export type { JobName, JobPayload, Jobs } from "./jobs.ts";
export { Money } from "./money.ts";
export type { Mail, Mailer } from "./notifications/mailer.ts";
export { listNotifications, ListNotificationsInput, ListNotificationsOutput } from "./notifications/list-notifications.ts";
export {
  listNotificationsForStaff,
  ListNotificationsForStaffInput,
  ListNotificationsForStaffOutput,
} from "./notifications/list-notifications-for-staff.ts";
export { mailStyleSheet } from "./notifications/mail-frame.ts";
export { mailSamples } from "./notifications/mail-samples.ts";
export { MailRefusedError } from "./notifications/mailer.ts";
export { MarkedNotificationsRead, markNotificationsRead, MarkNotificationsReadInput } from "./notifications/mark-notifications-read.ts";
export { NotificationForStaff } from "./notifications/notification.ts";
export { NotificationPreview, previewNotification, PreviewNotificationInput } from "./notifications/preview-notification.ts";
export { queueReminders } from "./notifications/queue-reminders.ts";
export { resendNotification, ResendNotificationInput } from "./notifications/resend-notification.ts";
export { retryNotification, RetryNotificationInput } from "./notifications/retry-notification.ts";
export { sendNotification } from "./notifications/send-notification.ts";
export { NotificationEvents, watchNotifications, WatchNotificationsInput } from "./notifications/watch-notifications.ts";
export { eraseProfile, EraseProfileInput } from "./profile/erase-profile.ts";
export { exportProfile, ProfileExport } from "./profile/export-profile.ts";
export { getProfile } from "./profile/get-profile.ts";
export { purgePersonalData } from "./profile/purge-personal-data.ts";
export { resealPersonalData } from "./profile/reseal-personal-data.ts";
export type { Resealed } from "./profile/reseal-personal-data.ts";
export { Profile, UpdateProfileInput } from "./profile/profile.ts";
export { updateProfile } from "./profile/update-profile.ts";
export { cancelPayment } from "./payments/cancel-payment.ts";
export { capturePayment } from "./payments/capture-payment.ts";
export { getPayment, GetPaymentInput, Payment } from "./payments/get-payment.ts";
export { amountNotPayable } from "./payments/payable-amount.ts";
export { Dispute, listDisputes, ListDisputesInput, ListDisputesOutput } from "./payments/list-disputes.ts";
export type {
  DisputeSnapshot,
  IntentSnapshot,
  Listed,
  MovementSnapshot,
  PaymentProvider,
  RefundSnapshot,
} from "./payments/payment-provider.ts";
export { createFlight, CreateFlightInput } from "./flights/create-flight.ts";
export { FareBrand } from "./fares/fare-brand.ts";
export { PriceLine } from "./fares/price.ts";
export { Flight } from "./flights/flight.ts";
export { acceptChange, AcceptChangeInput, BookingChanges, listChanges } from "./flights/accept-change.ts";
export { cancelFlightBookings } from "./flights/cancel-flight-bookings.ts";
export { refundLeftBehind } from "./flights/refund-left-behind.ts";
export { cancelFlight, CancelFlightInput, FlightCancellation, getFlightCancellation } from "./flights/cancel-flight.ts";
export { FlightConsequences, foreseeCancellation } from "./flights/foresee-cancellation.ts";
export { delayFlight, DelayFlightInput } from "./flights/delay-flight.ts";
export { extendTimetable } from "./flights/extend-timetable.ts";
export { rescheduleFlight, RescheduleFlightInput } from "./flights/reschedule-flight.ts";
export { setFlightStatus, SetFlightStatusInput } from "./flights/set-flight-status.ts";
export { setGate, SetGateInput } from "./flights/set-gate.ts";
export { runStatusUpdate, StatusUpdate, updateFlightStatuses } from "./flights/update-flight-statuses.ts";
export { getManifest, GetManifestInput, Manifest } from "./flights/get-manifest.ts";
export { FlightCalendar, FlightCalendarInput, readFlightCalendar } from "./flights/read-flight-calendar.ts";
export { listFlights, ListFlightsInput, ListFlightsOutput } from "./flights/list-flights.ts";
export { FlightCancellationEvent, watchFlightCancellation, WatchFlightCancellationInput } from "./flights/watch-cancellation.ts";
export { FlightEvents, watchFlight, WatchFlightInput } from "./flights/watch-flight.ts";
export { FlightDetails, getFlight, GetFlightInput } from "./flights/get-flight.ts";
export { listPayments, ListPaymentsInput, ListPaymentsOutput } from "./payments/list-payments.ts";
export { reconcilePayments } from "./payments/reconcile-payments.ts";
export { refreshPayment } from "./payments/refresh-payment.ts";
export { recordPaymentEvent } from "./payments/record-payment-event.ts";
export type { PaymentEvent } from "./payments/record-payment-event.ts";
export { StartedPayment, startPayment, StartPaymentInput } from "./payments/start-payment.ts";
export { PaymentEvents, watchPayment, WatchPaymentInput } from "./payments/watch-payment.ts";
export { findBookingOfJob } from "./queues/find-booking-of-job.ts";
export { listFailedJobs, ListFailedJobsInput, ListFailedJobsOutput } from "./queues/list-failed-jobs.ts";
export { listQueues, ListQueuesOutput } from "./queues/list-queues.ts";
export { redriveJobs, RedriveJobsInput, RedrivenJobs } from "./queues/redrive-jobs.ts";
export { executeRefund } from "./refunds/execute-refund.ts";
export { listRefunds, ListRefundsInput, ListRefundsOutput } from "./refunds/list-refunds.ts";
export { markRefundPaidOutside, MarkRefundPaidOutsideInput } from "./refunds/mark-refund-paid-outside.ts";
export { Refund } from "./refunds/refund.ts";
export { retryRefund, RetryRefundInput } from "./refunds/retry-refund.ts";
export { comparePayments } from "./reconciliation/compare-payments.ts";
export { Difference } from "./reconciliation/difference.ts";
export { listDifferences, ListDifferencesInput, ListDifferencesOutput } from "./reconciliation/list-differences.ts";
export { runComparison, RunComparisonInput, RunComparisonOutput } from "./reconciliation/run-comparison.ts";
export { createReferenceCache } from "./reference/reference.ts";
export type { Reference, ReferenceCache } from "./reference/reference.ts";
export {
  armStripeFault,
  ArmStripeFaultInput,
  clearStripeFaults,
  ClearStripeFaultsInput,
  readStripeSandbox,
} from "./sandbox/arm-stripe-fault.ts";
export { getSandbox, SandboxClock, SandboxTools } from "./sandbox/get-sandbox.ts";
export { ClockConsequences, foreseeClock, ForeseeClockInput, moveClock, MoveClockInput } from "./sandbox/move-clock.ts";
export { CaughtMails, listCaughtMails, readCaughtMail, ReadCaughtMailInput, RenderedMail } from "./sandbox/read-caught-mail.ts";
export { noSandbox, StripeFault, StripeSandboxState, wholePart } from "./sandbox/sandbox.ts";
export type { CaughtMail, Sandbox, StripeEvent } from "./sandbox/sandbox.ts";
export { CaughtMailsEvent, watchCaughtMails, WatchCaughtMailsInput } from "./sandbox/watch-caught-mails.ts";
export { StripeSandboxEvent, watchStripeSandbox, WatchStripeSandboxInput } from "./sandbox/watch-stripe-sandbox.ts";
export { createSchedule, CreateScheduleInput } from "./schedules/create-schedule.ts";
export { ChangedSchedule } from "./schedules/follow-schedule.ts";
export { getSchedule, GetScheduleInput, listSchedules, ListSchedulesInput, ListSchedulesOutput } from "./schedules/list-schedules.ts";
export { previewSchedule, PreviewScheduleInput, PreviewScheduleOutput } from "./schedules/preview-schedule.ts";
export { Schedule } from "./schedules/schedule.ts";
export { endSchedule, EndScheduleInput, updateSchedule, UpdateScheduleInput } from "./schedules/update-schedule.ts";
export { priceCalendar, PriceCalendarInput, PriceCalendarOutput } from "./search/price-calendar.ts";
export { Offer } from "./search/make-offer.ts";
export { searchFlights, SearchFlightsOutput } from "./search/search-flights.ts";
export { SearchFlightsInput } from "./search/search-input.ts";
export { blockSeats, BlockSeatsInput } from "./seats/block-seats.ts";
export { unblockSeats, UnblockSeatsInput } from "./seats/unblock-seats.ts";
export { CabinOnMap, getSeatMap, GetSeatMapInput, SeatMap, SeatOnMap } from "./seats/get-seat-map.ts";
export { createSeatBoards } from "./seats/seat-boards.ts";
export type { SeatBoards } from "./seats/seat-boards.ts";
export { createSeatMaps } from "./seats/seat-maps.ts";
export { SeatEvent, watchSeats, WatchSeatsInput } from "./seats/watch-seats.ts";
export { refuseOldSession } from "./sessions/refuse-old-session.ts";
export { purgeSessions } from "./sessions/purge-sessions.ts";
export { createSessions } from "./sessions/sessions.ts";
export type { Sessions } from "./sessions/sessions.ts";
export { getToday, GetTodayInput, Today } from "./stats/get-today.ts";
export { TodayEvent, watchToday, WatchTodayInput } from "./stats/watch-today.ts";
export { Document } from "./tickets/document.ts";
export { CalendarDocument, getCalendarFile } from "./tickets/get-calendar-file.ts";
export { getETicket } from "./tickets/get-e-ticket.ts";
export { getETicketForStaff } from "./tickets/get-e-ticket-for-staff.ts";
export { Account, SignedIn } from "./users/account.ts";
export { ChangeUserInput, disableUser, enableUser, endSessions, resetSecondFactor, setRole, SetRoleInput } from "./users/change-user.ts";
export { createAdmin, CreateAdminInput } from "./users/create-admin.ts";
export { eraseUser } from "./users/erase-user.ts";
export { exportUser } from "./users/export-user.ts";
export { listSessionsForAdmin, ListSessionsForAdminInput } from "./users/list-sessions-for-admin.ts";
export { listUsers, ListUsersInput, ListUsersOutput } from "./users/list-users.ts";
export { UserForAdmin } from "./users/user-for-admin.ts";
export { changePassword, ChangePasswordInput } from "./users/change-password.ts";
export { getAccount } from "./users/get-account.ts";
export { confirmSecondFactor, ConfirmSecondFactorInput, RecoveryCodes } from "./users/confirm-second-factor.ts";
export { ProofOfOwner } from "./users/prove-owner.ts";
export { NewSecondFactor, removeSecondFactor, setUpSecondFactor } from "./users/set-up-second-factor.ts";
export { logIn, LogInInput } from "./users/log-in.ts";
export { logOut } from "./users/log-out.ts";
export type { Passwords } from "./users/passwords.ts";
export { listSessions, ListSessionsOutput, revokeSession, RevokeSessionInput } from "./users/own-sessions.ts";
export { confirmRegistration, ConfirmRegistrationInput } from "./users/confirm-registration.ts";
export { mailRegistration, register, RegisterInput, RegisterOutput } from "./users/register.ts";
export { requestEmailVerification } from "./users/request-email-verification.ts";
export { mailPasswordReset, requestPasswordReset, RequestPasswordResetInput } from "./users/request-password-reset.ts";
export { resetPassword, ResetPasswordInput } from "./users/reset-password.ts";
export { verifyEmail, VerifyEmailInput } from "./users/verify-email.ts";
