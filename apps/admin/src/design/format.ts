import { formatMoney } from "@skyhold/sdk";
import type { Money, ZonedTime } from "@skyhold/sdk";

/** A format costs more to make than a hundred uses of it, and a list uses it in each of its rows. */
function kept<Format>(make: (of: string) => Format): (of: string) => Format {
  const formats = new Map<string, Format>();
  return (of) => {
    const format = formats.get(of) ?? make(of);
    formats.set(of, format);
    return format;
  };
}

/** `€1,234.50`: minor units as a person reads them. */
export function money(amount: Money): string {
  return formatMoney(amount);
}

/** The same within a sentence of the API that has them as `12345 EUR`. */
export function amountsIn(text: string): string {
  return text.replaceAll(/(-?\d+) ([A-Z]{3})\b/gu, (_, amount: string, currency: string) => money({ amount: Number(amount), currency }));
}

const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;
const day = { day: "numeric", month: "short" } as const;

const dayAndTime = kept((timeZone) => new Intl.DateTimeFormat("en-GB", { ...day, ...time, timeZone }));
const dayOfYear = kept((timeZone) => new Intl.DateTimeFormat("en-GB", { year: "numeric", ...day, ...time, timeZone }));
const timeAlone = kept((timeZone) => new Intl.DateTimeFormat("en-GB", { ...time, timeZone }));
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `22 Nov, 17:30 UTC`: an instant in this browser's zone; of another year than this one, `22 Nov 2027, 17:30 UTC`. */
export function moment(at: Date): string {
  return zoned({ at, timeZone: here });
}

/** `22 Nov, 09:30 CET`: a flight's time where it leaves or lands, likewise. */
export function zoned({ at, timeZone }: Pick<ZonedTime, "at" | "timeZone">): string {
  const thisYear = at.getUTCFullYear() === new Date().getUTCFullYear();
  return (thisYear ? dayAndTime : dayOfYear)(timeZone).format(at);
}

/** `09:30 CET` */
export function clock({ at, timeZone }: ZonedTime): string {
  return timeAlone(timeZone).format(at);
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

/** `Users: end sessions`: what is done to what, of `users.endSessions`. */
export function deed(code: string): string {
  const [what = "", ...done] = code.split(".");
  return `${word(spaced(what))}: ${spaced(done.join(" "))}`;
}

/** `end sessions`: words that are written as one, `endSessions`. */
export function spaced(name: string): string {
  return name.replaceAll("_", " ").replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

/** `1 booking`, `2 bookings` */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}
