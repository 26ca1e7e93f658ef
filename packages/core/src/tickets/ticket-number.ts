/** `123-4567890123`, as it is printed. */
export function formatTicketNumber(number: string): string {
  return `${number.slice(0, 3)}-${number.slice(3)}`;
}
