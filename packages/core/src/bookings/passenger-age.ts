import type { PassengerType } from "../fares/party.ts";

/** Whole years from a date of birth (`1990-05-17`) to a day of travel; null before it. Someone born on 29 February turns a year older on 1 March. */
export function ageOn(birthDate: string, day: Date): number | null {
  const age = Temporal.PlainDate.from(birthDate).until(day.toISOString().slice(0, 10), { largestUnit: "years" });
  return age.sign < 0 ? null : age.years;
}

/** The passenger type of an age: under 2 INF, under 12 CHD, else ADT (IATA). */
export function typeAtAge(age: number): PassengerType {
  if (age < 2) return "INF";
  return age < 12 ? "CHD" : "ADT";
}

/** Whether someone of that age may open an exit: from 15 years (14 CFR 121.585). Null for one whose age is not known yet, which is told before payment. */
export function isOldEnoughForExit(age: number | null): boolean {
  return age === null || age >= 15;
}
