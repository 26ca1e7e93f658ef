import { changeSeats } from "../bookings/change-seats.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { quoteSeatChange } from "../bookings/quote-seat-change.ts";
import { startPayment } from "../payments/start-payment.ts";
import { holdUpToPayment } from "./bookings.ts";
import { makeFlight } from "./flights.ts";
import { news } from "./payments.ts";
import { startTestCore } from "./test-core.ts";

/** A paid booking in row 2 (5.00 a seat); seats in row 1 cost 25.00. */
export async function startPaidBooking(seats: readonly string[] = ["2A"]) {
  const core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { legroomRows: [1], seatFee: 500, legroomFee: 2500 });
  const held = await holdUpToPayment(ctx, flight, seats);
  await news(core, core.provider.takeAtOnce(held.intentId));
  const bookingId = held.booking.id;
  return {
    core,
    ctx,
    flight,
    bookingId,
    total: held.booking.total.amount,
    start: (...to: string[]) => startPayment(ctx, { bookingId, seats: [to] }),
    quote: (...to: string[]) => quoteSeatChange(ctx, { bookingId, seats: [to] }),
    moveTo: (...to: string[]) => changeSeats(ctx, { bookingId, seats: [to] }),
    booking: () => getBooking(ctx, { bookingId }),
    [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()),
  };
}

/** The test provider's intent of a payment. */
export const intentOf = (paymentId: string): string => `pi_${paymentId}`;

/** Where everyone sits on the first flight. */
export const seatsOf = (booking: Awaited<ReturnType<typeof getBooking>>): (string | null | undefined)[] =>
  booking.passengers.map(({ seats }) => seats[0]);
