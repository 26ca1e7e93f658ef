/** A 13-digit e-ticket number and its check digit, which is kept apart from it. */
export interface TicketNumber {
  readonly number: string;
  readonly checkDigit: number;
}

/** The e-ticket number of a serial: the airline's three-digit accounting code and ten digits; the check digit is the ten digits modulo 7 (IATA Resolution 722). */
export function ticketNumber(accountingCode: string, serial: number): TicketNumber {
  return { number: `${accountingCode}${String(serial).padStart(10, "0")}`, checkDigit: serial % 7 };
}

/** `123-4567890123`, as it is printed. */
export function formatTicketNumber(number: string): string {
  return `${number.slice(0, 3)}-${number.slice(3)}`;
}
