export { authenticatorCode } from "./accounts.ts";
export type { FlightId } from "../ids.ts";
export { findOffer, hold, holdUpToPayment } from "./bookings.ts";
export { makeFlight } from "./flights.ts";
export type { FlightOptions } from "./flights.ts";
export { startTestCore } from "./test-core.ts";
export type { TestCore } from "./test-core.ts";
export { balances, news } from "./payments.ts";
