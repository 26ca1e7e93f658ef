import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.airlines.list` takes. */
export type ListAirlinesInput = Inputs["admin"]["airlines"]["list"];

/** A page of airlines. `nextCursor` is null on the last one. */
export type AirlinePage = Outputs["admin"]["airlines"]["list"];

/** An airline as staff see it. */
export type AirlineForStaff = AirlinePage["airlines"][number];

/** What `admin.airlines.create` takes. */
export type CreateAirlineInput = Inputs["admin"]["airlines"]["create"];

/** What `admin.airlines.update` takes: what is to be different, and why. */
export type UpdateAirlineInput = Inputs["admin"]["airlines"]["update"];

/** Who flies. */
export interface AirlineCalls {
  /**
   * The airlines by code: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
   *
   * @example
   * for await (const airline of skyhold.admin.airlines.list()) show(airline);
   */
  readonly list: (input?: ListAirlinesInput, options?: CallOptions) => Listing<AirlinePage, AirlineForStaff>;
  /**
   * Adds an airline. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.airlines.create({ iata: "Q1", icao: "QQA", accountingCode: "901", name: "Quiet Air", reason: "It joins us" });
   */
  readonly create: (input: CreateAirlineInput, options?: CallOptions) => Promise<AirlineForStaff>;
  /**
   * Changes an airline; its accounting code stays. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.airlines.update({ iata: "Q1", name: "Quiet Airways", reason: "Its new name" });
   */
  readonly update: (input: UpdateAirlineInput, options?: CallOptions) => Promise<AirlineForStaff>;
}

/** The calls about airlines. */
export function airlineCalls(caller: Caller, { airlines }: SkyholdTrpc["admin"]): AirlineCalls {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.airlines.list", options, (request) => airlines.list.query({ ...input, cursor }, request)),
          items: (page) => page.airlines,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    create: (input, options) => caller.mutate("admin.airlines.create", options, (request) => airlines.create.mutate(input, request)),
    update: (input, options) => caller.mutate("admin.airlines.update", options, (request) => airlines.update.mutate(input, request)),
  };
}
