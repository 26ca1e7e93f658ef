import { minorUnitDigits } from "@skyhold/sdk";
import type { Aircraft, CreateFlightInput, CreateScheduleInput, Schedule } from "@skyhold/sdk";

/** What is typed, by the path under which the API names each. */
export type Typed = Readonly<Record<string, string>>;

type Cabin = Aircraft["cabins"][number]["cabin"];
const cabins: readonly Cabin[] = ["economy", "premium_economy", "business", "first"];
const perCabin = ["fares.#", "seatFees.#.seat", "seatFees.#.legroom"];

/** The empty fields of a flight or a schedule, of which each has a number, a route, times, an aircraft and prices. */
export const emptyDraft: Typed = {
  airline: "",
  flightNumber: "",
  origin: "",
  destination: "",
  departureTime: "",
  blockMinutes: "",
  aircraft: "",
  currency: "EUR",
  reason: "",
  ...Object.fromEntries(cabins.flatMap((cabin) => perCabin.map((path) => [path.replace("#", cabin), ""]))),
};

type Draft = Pick<
  CreateFlightInput,
  "airline" | "flightNumber" | "origin" | "destination" | "departureTime" | "blockMinutes" | "aircraft" | "currency" | "fares" | "seatFees"
>;

/** What the API gets of it. A cabin without a fare is not on sale, and prices of cabins that the aircraft does not have stay here. */
export function draftOf(typed: Typed, onBoard: readonly Cabin[]): Draft {
  const text = (path: string) => (typed[path] ?? "").trim();
  const code = (path: string) => text(path).toUpperCase();
  const amount = (path: string) => minorUnits(text(path), code("currency"));
  const priced = cabins.filter((cabin) => onBoard.includes(cabin) && text(`fares.${cabin}`) !== "");
  const fees = (cabin: Cabin) => ({ seat: amount(`seatFees.${cabin}.seat`), legroom: amount(`seatFees.${cabin}.legroom`) });
  return {
    airline: code("airline"),
    flightNumber: Number(text("flightNumber")),
    origin: code("origin"),
    destination: code("destination"),
    departureTime: text("departureTime"),
    blockMinutes: Number(text("blockMinutes")),
    aircraft: text("aircraft"),
    currency: code("currency"),
    fares: Object.fromEntries(priced.map((cabin) => [cabin, amount(`fares.${cabin}`)])),
    seatFees: Object.fromEntries(priced.map((cabin) => [cabin, fees(cabin)])),
  };
}

/** A schedule as its form has it. */
export function typedOf(schedule: Schedule): Typed {
  const { fares, seatFees, currency } = schedule;
  const shown = (amount: number | undefined) => (amount === undefined ? "" : (amount / 10 ** minorUnitDigits(currency)).toString());
  return {
    ...emptyDraft,
    airline: schedule.airline,
    flightNumber: String(schedule.flightNumber),
    origin: schedule.origin,
    destination: schedule.destination,
    departureTime: schedule.departureTime,
    blockMinutes: String(schedule.blockMinutes),
    daysOfWeek: schedule.daysOfWeek.join(""),
    validFrom: schedule.validFrom,
    validTo: schedule.validTo ?? "",
    aircraft: schedule.aircraft,
    currency,
    ...Object.fromEntries(
      cabins.flatMap((cabin) => [
        [`fares.${cabin}`, shown(fares[cabin])],
        [`seatFees.${cabin}.seat`, shown(seatFees[cabin]?.seat)],
        [`seatFees.${cabin}.legroom`, shown(seatFees[cabin]?.legroom)],
      ]),
    ),
  };
}

/** The same with its days and its period. */
export function scheduleOf(typed: Typed, onBoard: readonly Cabin[]): Omit<CreateScheduleInput, "reason"> {
  return {
    ...draftOf(typed, onBoard),
    daysOfWeek: Array.from(typed["daysOfWeek"] ?? "", Number),
    validFrom: typed["validFrom"] ?? "",
    validTo: typed["validTo"] === "" ? null : (typed["validTo"] ?? null),
  };
}

/** `99.5` in euro is 9950; an empty text is 0, and what is no number stays none, for the API to say so. */
export function minorUnits(text: string, currency: string): number {
  return Math.round(Number(text.replace(",", ".")) * 10 ** minorUnitDigits(currency));
}

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The days of a week, 1 is Monday: `Mon, Wed, Fri`. */
export function daysText(days: readonly number[]): string {
  return days.length === 7 ? "Daily" : days.map((day) => dayNames[day - 1]).join(", ");
}
