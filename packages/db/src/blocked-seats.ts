import type { Statement, Transaction } from "./client.ts";

/** What became of a block: all the seats, or none. */
export type BlockAnswer =
  | { readonly outcome: "blocked" }
  | { readonly outcome: "unknown"; readonly seats: readonly string[] }
  | { readonly outcome: "taken"; readonly seats: readonly { readonly seat: string; readonly state: "held" | "sold" | "blocked" }[] };

const blockStatement: Statement<BlockAnswer> = { name: "block_seats", text: "SELECT block_seats($1, $2::text[], $3) AS answer" };
const unblockStatement: Statement<string[]> = { name: "unblock_seats", text: "SELECT unblock_seats($1, $2::text[]) AS answer" };

/** Takes seats out of sale through the constraint that sells them: all of them, or none. */
export async function blockSeats(
  tx: Transaction,
  seats: { readonly flightId: string; readonly seats: readonly string[]; readonly reason: string },
): Promise<BlockAnswer> {
  const [answer] = await tx.run(blockStatement, [seats.flightId, seats.seats, seats.reason]);
  if (!answer) throw new Error("block_seats gave no answer");
  return answer;
}

/** Puts blocked seats on sale again, and names those that were blocked. */
export async function unblockSeats(tx: Transaction, flightId: string, seats: readonly string[]): Promise<readonly string[]> {
  return (await tx.run(unblockStatement, [flightId, seats]))[0] ?? [];
}
