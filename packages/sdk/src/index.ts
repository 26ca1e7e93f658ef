export { findAdjacentSeats } from "./adjacent-seats.ts";
export type { AdjacentSeatsOptions } from "./adjacent-seats.ts";
export type {
  AdminCalls,
  BlockSeatsInput,
  ListMessagesInput,
  MessageForStaff,
  MessagePage,
  MessagePreview,
  PreviewMessageInput,
  RetryMessageInput,
  StaffCancelInput,
  StaffCancellationQuote,
  StaffCancelledBooking,
  UnblockSeatsInput,
} from "./admin.ts";
export type {
  BookingNoteInput,
  HeldForTraveller,
  StaffBookingCalls,
  StaffChangeSeatsInput,
  StaffExtendInput,
  StaffHoldInput,
} from "./admin-bookings.ts";
export type {
  AdminWorkCalls,
  FailedJob,
  FailedJobPage,
  ListFailedJobsInput,
  ListPaymentsInput,
  PaymentForStaff,
  PaymentPage,
  QueueState,
  RedriveJobsInput,
} from "./admin-work.ts";
export type {
  AdminMoneyCalls,
  Difference,
  DifferencePage,
  Dispute,
  ListDifferencesInput,
  ListDisputesInput,
  ListRefundsInput,
  MarkRefundPaidOutsideInput,
  Refund,
  RefundPage,
  RetryRefundInput,
} from "./admin-money.ts";
export type {
  ArmStripeFaultInput,
  CaughtMail,
  CaughtMailsEvent,
  ClearStripeFaultsInput,
  ClockConsequences,
  ForeseeClockInput,
  MoveClockInput,
  ReadCaughtMailInput,
  RenderedMail,
  SandboxCalls,
  SandboxClock,
  SandboxTools,
  StripeSandboxEvent,
  StripeSandboxState,
} from "./admin-sandbox.ts";
export type { ChangeUserInput, ListUsersInput, SessionForAdmin, SetRoleInput, UserExport, UserForAdmin, UserPage } from "./admin-users.ts";
export type {
  Aircraft,
  AircraftInput,
  AircraftPage,
  AirportForStaff,
  AirportPage,
  ChangeLayoutInput,
  CreateAircraftInput,
  CreateAirportInput,
  CreateFlightInput,
  LayoutPreview,
  ListAircraftInput,
  ListAirportsInput,
  PreviewLayoutInput,
  SupplyCalls,
  UpdateAircraftInput,
  UpdateAirportInput,
} from "./admin-supply.ts";
export type {
  AirlineCalls,
  AirlineForStaff,
  AirlinePage,
  CreateAirlineInput,
  ListAirlinesInput,
  UpdateAirlineInput,
} from "./admin-airlines.ts";
export type {
  ChangeAncillaryInput,
  ChangeChargeInput,
  CreateAncillaryInput,
  CreateBrandInput,
  CreateChargeInput,
  EndAncillaryInput,
  EndChargeInput,
  FareCalls,
  FareTables,
  UpdateBrandInput,
} from "./admin-fares.ts";
export type {
  ChangedSchedule,
  CreateScheduleInput,
  EndScheduleInput,
  ListSchedulesInput,
  PreviewScheduleInput,
  Schedule,
  ScheduleCalls,
  ScheduleInput,
  SchedulePage,
  SchedulePreview,
  UpdateScheduleInput,
} from "./admin-schedules.ts";
export type {
  Boarded,
  CancelFlightInput,
  DelayFlightInput,
  Departure,
  FlightCancellation,
  FlightCancellationEvent,
  FlightConsequences,
  FlightOperations,
  RescheduleFlightInput,
  ScanBoardingPassInput,
  SetFlightStatusInput,
  SetGateInput,
  StatusUpdate,
} from "./flight-operations.ts";
export type {
  AuditEntry,
  AuditPage,
  BookingEvent,
  BookingRecord,
  BookingSearchPage,
  BookingSummary,
  FlightCalendar,
  FlightCalendarInput,
  FlightOnBoard,
  FlightPage,
  InvariantAudit,
  ListAuditEntriesInput,
  ListFlightsInput,
  ListInvariantAuditsInput,
  Manifest,
  SearchBookingsInput,
  Today,
  TodayEvent,
  TodayInput,
} from "./admin-reads.ts";
export type { AirportCalls, AirportDetails, AirportInput, AirportPlace, AirportSearchResult, SearchAirportsInput } from "./airports.ts";
export type {
  Account,
  AuthCalls,
  ChangePasswordInput,
  ConfirmRegistrationInput,
  LogInInput,
  RegisterInput,
  ResetPasswordInput,
  SessionOfAccount,
  SignedIn,
} from "./auth.ts";
export type {
  IdentityCalls,
  SecondFactorCalls,
  LinkedIdentity,
  LinkIdentityInput,
  NewSecondFactor,
  ProofOfOwner,
  UnlinkIdentityInput,
} from "./auth-security.ts";
export { decodeBoardingPass } from "./boarding-pass.ts";
export type { DecodeBoardingPassOptions, ScannedBoardingPass, ScannedLeg } from "./boarding-pass.ts";
export type {
  BookedPassenger,
  Booking,
  BookingAction,
  BookingCalls,
  BookingInput,
  BookingPage,
  BookingState,
  ChangeSeatsInput,
  FindBookingInput,
  FoundBooking,
  HeldBooking,
  HoldInput,
  ListBookingsInput,
  SeatChangeQuote,
  SetPassengersInput,
} from "./bookings.ts";
export type { Ancillaries, AncillaryCalls, SetAncillariesInput } from "./ancillaries.ts";
export type {
  CancelInput,
  Cancellation,
  CancellationCalls,
  CancellationQuote,
  CancelledBooking,
  QuoteCancellationInput,
} from "./cancellation.ts";
export type {
  AcceptChangeInput,
  BoardingPass,
  BoardingPassInput,
  BookingChanges,
  CheckedIn,
  CheckInInput,
  TravelDayCalls,
} from "./travel-day.ts";
export { createClient } from "./client.ts";
export type { Skyhold } from "./client.ts";
export { isSkyholdError, SkyholdError } from "./errors.ts";
export type { ErrorCode, ErrorDetails, SkyholdErrorOf } from "./errors.ts";
export type {
  Cabin,
  FareBrand,
  Flight,
  FlightCalls,
  FlightDetails,
  FlightInput,
  Money,
  Offer,
  PriceCalendar,
  PriceCalendarInput,
  PriceLine,
  SearchFlightsInput,
  SearchResult,
  Segment,
  WatchedFlight,
  ZonedTime,
} from "./flights.ts";
export type { IdempotencyCalls, Outcome, OutcomeInput } from "./idempotency.ts";
export type { Listing } from "./listing.ts";
export { formatMoney, minorUnitDigits } from "./money.ts";
export type {
  ListNotificationsInput,
  MarkNotificationsReadInput,
  Notification,
  NotificationCalls,
  NotificationEvent,
  NotificationPage,
} from "./notifications.ts";
export type { CallOptions, ClientOptions, FetchRequest, RequestReport, RetryOptions, WatchOptions } from "./options.ts";
export type { GetPaymentInput, Payment, PaymentCalls, PaymentState, StartedPayment, StartPaymentInput, WaitOptions } from "./payments.ts";
export type { EraseProfileInput, Profile, ProfileCalls, ProfileExport, UpdateProfileInput } from "./profile.ts";
export type { CabinLayout, Seat, SeatCalls, SeatEvent, SeatMap, SeatMapInput, WatchSeatsInput } from "./seats.ts";
export type { TravelDocument } from "./travel-document.ts";
export type { SkyholdTrpc } from "./trpc.ts";
