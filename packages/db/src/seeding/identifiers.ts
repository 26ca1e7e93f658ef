import { hash32 } from "./random.ts";

/** A UUID (version 7 by layout) made of an instant and a key, the same for the same pair on every run. */
export function stableUuid(instant: number, key: string): string {
  const time = instant.toString(16).padStart(12, "0");
  const random = ["a", "b", "c"].map((salt) => hash32(`${salt}/${key}`).toString(16).padStart(8, "0")).join("");
  const variant = "89ab"[hash32(key) % 4] ?? "8";
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
