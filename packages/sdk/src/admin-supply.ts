import { airlineCalls } from "./admin-airlines.ts";
import type { AirlineCalls } from "./admin-airlines.ts";
import { fareCalls } from "./admin-fares.ts";
import type { FareCalls } from "./admin-fares.ts";
import { scheduleCalls } from "./admin-schedules.ts";
import type { ScheduleCalls } from "./admin-schedules.ts";
import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.airports.list` takes. */
export type ListAirportsInput = Inputs["admin"]["airports"]["list"];

/** A page of airports. `nextCursor` is null on the last one. */
export type AirportPage = Outputs["admin"]["airports"]["list"];

/** An airport as staff see it. */
export type AirportForStaff = AirportPage["airports"][number];

/** What `admin.airports.create` takes. */
export type CreateAirportInput = Inputs["admin"]["airports"]["create"];

/** What `admin.airports.update` takes: what is to be different, and why. */
export type UpdateAirportInput = Inputs["admin"]["airports"]["update"];

/** What `admin.aircraft.list` takes. */
export type ListAircraftInput = Inputs["admin"]["aircraft"]["list"];

/** A page of aircraft types. `nextCursor` is null on the last one. */
export type AircraftPage = Outputs["admin"]["aircraft"]["list"];

/** An aircraft type, its layout in the compact notation. */
export type Aircraft = Outputs["admin"]["aircraft"]["get"];

/** What `admin.aircraft.get` takes. */
export type AircraftInput = Inputs["admin"]["aircraft"]["get"];

/** What `admin.aircraft.preview` takes: a layout as far as it is written. */
export type PreviewLayoutInput = Inputs["admin"]["aircraft"]["preview"];

/** The seats of a layout, or where it cannot be read. */
export type LayoutPreview = Outputs["admin"]["aircraft"]["preview"];

/** What `admin.aircraft.changeLayout` takes: a layout, which of its seats, and what is to be so of them. */
export type ChangeLayoutInput = Inputs["admin"]["aircraft"]["changeLayout"];

/** What `admin.aircraft.create` takes. */
export type CreateAircraftInput = Inputs["admin"]["aircraft"]["create"];

/** What `admin.aircraft.update` takes: what is to be different, and why. */
export type UpdateAircraftInput = Inputs["admin"]["aircraft"]["update"];

/** What `admin.flights.create` takes: one flight in local times, its aircraft and its fares. */
export type CreateFlightInput = Inputs["admin"]["flights"]["create"];

/** What is on sale, and what it is made from. */
export interface SupplyCalls {
  /** Schedules: what flies, on which days, at which local times. */
  readonly schedules: ScheduleCalls;
  /** Airports. */
  readonly airports: {
    /**
     * The airports by code: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
     *
     * @example
     * for await (const airport of skyhold.admin.airports.list({ country: "PT" })) show(airport);
     */
    readonly list: (input?: ListAirportsInput, options?: CallOptions) => Listing<AirportPage, AirportForStaff>;
    /**
     * Adds an airport. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.airports.create({ ...airport, reason: "Opened in June" });
     */
    readonly create: (input: CreateAirportInput, options?: CallOptions) => Promise<AirportForStaff>;
    /**
     * Changes an airport; its flights keep their local departure times. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.airports.update({ iata: "LIS", name: "Lisbon Humberto Delgado", reason: "Full name" });
     */
    readonly update: (input: UpdateAirportInput, options?: CallOptions) => Promise<AirportForStaff>;
  };
  /** Aircraft types and their seats. */
  readonly aircraft: {
    /**
     * The aircraft types by code: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
     *
     * @example
     * for await (const aircraft of skyhold.admin.aircraft.list()) show(aircraft);
     */
    readonly list: (input?: ListAircraftInput, options?: CallOptions) => Listing<AircraftPage, Aircraft>;
    /**
     * One aircraft type. Errors: NOT_FOUND, FORBIDDEN.
     *
     * @example
     * const { layout } = await skyhold.admin.aircraft.get({ iata: "32N" });
     */
    readonly get: (input: AircraftInput, options?: CallOptions) => Promise<Aircraft>;
    /**
     * The seats of a layout, or where it cannot be read; writes nothing. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * const { seats, problem } = await skyhold.admin.aircraft.preview({ layout: "J 1-2 AC-DF; Y 3-9 ABC-DEF" });
     */
    readonly preview: (input: PreviewLayoutInput, options?: CallOptions) => Promise<LayoutPreview>;
    /**
     * A layout in which some seats are changed, in the compact notation; writes nothing. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * const { layout } = await skyhold.admin.aircraft.changeLayout({ layout: "Y 1-9 ABC-DEF", seats: ["5A"], feature: "exit", on: true });
     */
    readonly changeLayout: (input: ChangeLayoutInput, options?: CallOptions) => Promise<{ layout: string }>;
    /**
     * Adds an aircraft type. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.aircraft.create({ ...aircraft, reason: "Joins the fleet" });
     */
    readonly create: (input: CreateAircraftInput, options?: CallOptions) => Promise<Aircraft>;
    /**
     * Changes an aircraft type; another layout is for flights made from then on. With the `version` that you have read, nothing is done when
     * somebody else was quicker. Errors: INVALID_INPUT, CHANGED_MEANWHILE, NOT_FOUND, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.aircraft.update({ iata: "32N", name: "Airbus A320neo", reason: "Full name" });
     */
    readonly update: (input: UpdateAircraftInput, options?: CallOptions) => Promise<Aircraft>;
  };
  /** Airlines. */
  readonly airlines: AirlineCalls;
  /** Fares. */
  readonly fares: FareCalls;
}

/** The calls about what is on sale. */
export function supplyCalls(caller: Caller, { admin }: SkyholdTrpc): SupplyCalls {
  return {
    schedules: scheduleCalls(caller, admin),
    airports: airportCalls(caller, admin),
    aircraft: aircraftCalls(caller, admin),
    airlines: airlineCalls(caller, admin),
    fares: fareCalls(caller, admin),
  };
}

function airportCalls(caller: Caller, { airports }: SkyholdTrpc["admin"]): SupplyCalls["airports"] {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.airports.list", options, (request) => airports.list.query({ ...input, cursor }, request)),
          items: (page) => page.airports,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    create: (input, options) => caller.mutate("admin.airports.create", options, (request) => airports.create.mutate(input, request)),
    update: (input, options) => caller.mutate("admin.airports.update", options, (request) => airports.update.mutate(input, request)),
  };
}

function aircraftCalls(caller: Caller, { aircraft }: SkyholdTrpc["admin"]): SupplyCalls["aircraft"] {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.aircraft.list", options, (request) => aircraft.list.query({ ...input, cursor }, request)),
          items: (page) => page.aircraft,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    get: (input, options) => caller.query("admin.aircraft.get", options, (request) => aircraft.get.query(input, request)),
    preview: (input, options) => caller.query("admin.aircraft.preview", options, (request) => aircraft.preview.query(input, request)),
    changeLayout: (input, options) =>
      caller.query("admin.aircraft.changeLayout", options, (request) => aircraft.changeLayout.query(input, request)),
    create: (input, options) => caller.mutate("admin.aircraft.create", options, (request) => aircraft.create.mutate(input, request)),
    update: (input, options) => caller.mutate("admin.aircraft.update", options, (request) => aircraft.update.mutate(input, request)),
  };
}
