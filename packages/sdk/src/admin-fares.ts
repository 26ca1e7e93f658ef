import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

type FareInputs = Inputs["admin"]["fares"];

/** Fare brands with their factors, and taxes, fees and extras with their days. */
export type FareTables = Outputs["admin"]["fares"]["list"];

/** What `admin.fares.createBrand` takes: a fare brand with its terms, which never change, and why. */
export type CreateBrandInput = FareInputs["createBrand"];

/** What `admin.fares.updateBrand` takes: what a brand is to cost, or whether it is sold, and why. */
export type UpdateBrandInput = FareInputs["updateBrand"];

/** What `admin.fares.createCharge` takes: a tax or a fee with its days, and why. */
export type CreateChargeInput = FareInputs["createCharge"];

/** What `admin.fares.changeCharge` takes: other rates from a day of departure on, and why. */
export type ChangeChargeInput = FareInputs["changeCharge"];

/** What `admin.fares.endCharge` takes: the last day of a tax or a fee, and why. */
export type EndChargeInput = FareInputs["endCharge"];

/** What `admin.fares.createAncillary` takes: an extra with its days and prices, and why. */
export type CreateAncillaryInput = FareInputs["createAncillary"];

/** What `admin.fares.changeAncillary` takes: other terms or prices from a day of departure on, and why. */
export type ChangeAncillaryInput = FareInputs["changeAncillary"];

/** What `admin.fares.endAncillary` takes: the last day of an extra, and why. */
export type EndAncillaryInput = FareInputs["endAncillary"];

/** What fares are made of. Offers and bookings keep their price, whatever changes here; each change answers the tables as they are then. */
export interface FareCalls {
  /**
   * Brands, taxes, fees and extras. Errors: FORBIDDEN.
   *
   * @example
   * const { brands, charges } = await skyhold.admin.fares.list();
   */
  readonly list: (options?: CallOptions) => Promise<FareTables>;
  /**
   * Puts a fare brand on sale. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.createBrand({ ...terms, code: "FLEX27", name: "Flex", reason: "One more bag" });
   */
  readonly createBrand: (input: CreateBrandInput, options?: CallOptions) => Promise<FareTables>;
  /**
   * Changes what a fare brand costs, withdraws it or sells it again. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.updateBrand({ code: "FLEX", onSale: false, reason: "FLEX27 takes its place" });
   */
  readonly updateBrand: (input: UpdateBrandInput, options?: CallOptions) => Promise<FareTables>;
  /**
   * Adds a tax or a fee on departures from a day on. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.createCharge({ ...charge, from: "2027-04-01", reason: "A new law" });
   */
  readonly createCharge: (input: CreateChargeInput, options?: CallOptions) => Promise<FareTables>;
  /**
   * Changes a tax or a fee for departures from a day on. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.changeCharge({ ...charge, chargeId, from: "2027-04-01", reason: "A new rate" });
   */
  readonly changeCharge: (input: ChangeChargeInput, options?: CallOptions) => Promise<FareTables>;
  /**
   * Ends a tax or a fee with a day of departure. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.endCharge({ chargeId, lastDay: "2027-03-31", reason: "The law is over" });
   */
  readonly endCharge: (input: EndChargeInput, options?: CallOptions) => Promise<FareTables>;
  /**
   * Sells an extra on departures from a day on. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.createAncillary({ ...extra, from: "2027-04-01", reason: "A new menu" });
   */
  readonly createAncillary: (input: CreateAncillaryInput, options?: CallOptions) => Promise<FareTables>;
  /**
   * Changes an extra for departures from a day on. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.changeAncillary({ ...extra, ancillaryId, from: "2027-04-01", reason: "A new price" });
   */
  readonly changeAncillary: (input: ChangeAncillaryInput, options?: CallOptions) => Promise<FareTables>;
  /**
   * Ends an extra with a day of departure. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.fares.endAncillary({ ancillaryId, lastDay: "2027-03-31", reason: "Nobody buys it" });
   */
  readonly endAncillary: (input: EndAncillaryInput, options?: CallOptions) => Promise<FareTables>;
}

/** The calls about fares. */
export function fareCalls(caller: Caller, { fares }: SkyholdTrpc["admin"]): FareCalls {
  return {
    list: (options) => caller.query("admin.fares.list", options, (request) => fares.list.query(undefined, request)),
    createBrand: (input, options) =>
      caller.mutate("admin.fares.createBrand", options, (request) => fares.createBrand.mutate(input, request)),
    updateBrand: (input, options) =>
      caller.mutate("admin.fares.updateBrand", options, (request) => fares.updateBrand.mutate(input, request)),
    createCharge: (input, options) =>
      caller.mutate("admin.fares.createCharge", options, (request) => fares.createCharge.mutate(input, request)),
    changeCharge: (input, options) =>
      caller.mutate("admin.fares.changeCharge", options, (request) => fares.changeCharge.mutate(input, request)),
    endCharge: (input, options) => caller.mutate("admin.fares.endCharge", options, (request) => fares.endCharge.mutate(input, request)),
    createAncillary: (input, options) =>
      caller.mutate("admin.fares.createAncillary", options, (request) => fares.createAncillary.mutate(input, request)),
    changeAncillary: (input, options) =>
      caller.mutate("admin.fares.changeAncillary", options, (request) => fares.changeAncillary.mutate(input, request)),
    endAncillary: (input, options) =>
      caller.mutate("admin.fares.endAncillary", options, (request) => fares.endAncillary.mutate(input, request)),
  };
}
