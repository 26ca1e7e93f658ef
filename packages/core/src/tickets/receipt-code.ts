import type { ETicket } from "./e-ticket.ts";

/** What the receipt's QR code says: the record locator, then each ticket number as 13 digits, parted by slashes: `K7QX2M/1234567890123`. */
export function receiptCode({ recordLocator, passengers }: Pick<ETicket, "recordLocator" | "passengers">): string {
  return [recordLocator, ...passengers.map((passenger) => passenger.ticketNumber.replaceAll("-", ""))].join("/");
}
