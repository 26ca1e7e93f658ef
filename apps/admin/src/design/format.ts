import type { Money, ZonedTime } from "@skyhold/sdk";

/** `€1,234.50`: minor units as a person reads them. */
export function money({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The same within a sentence of the API that has them as `12345 EUR`. */
export function amountsIn(text: string): string {
  return text.replaceAll(/(-?\d+) ([A-Z]{3})\b/gu, (_, amount: string, currency: string) => money({ amount: Number(amount), currency }));
}

const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;

/** `22 Nov, 17:30 UTC`: an instant in this browser's zone. */
export function moment(at: Date): string {
  return new Intl.DateTimeFormat("en-GB", parts).format(at);
}

/** `22 Nov, 09:30 CET`: a flight's time where it leaves or lands. */
export function zoned({ at, timeZone }: ZonedTime): string {
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone }).format(at);
}

/** `09:30 CET` */
export function clock({ at, timeZone }: ZonedTime): string {
  const { hour, minute, hourCycle, timeZoneName } = parts;
  return new Intl.DateTimeFormat("en-GB", { hour, minute, hourCycle, timeZoneName, timeZone }).format(at);
}

/** `4:05`: minutes and seconds that are left; `0:00` when none are. */
export function left(until: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((until.getTime() - now.getTime()) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** `awaiting payment`: a code of the API as a word. */
export function word(code: string): string {
  const text = code.replaceAll(/[_.]/gu, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 booking`, `2 bookings` */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}
