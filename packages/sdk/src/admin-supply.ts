import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { FlightDetails } from "./flights.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.schedules.list` takes: which schedules, and where the list begins. */
export type ListSchedulesInput = Inputs["admin"]["schedules"]["list"];

/** A page of schedules. `nextCursor` is null on the last one. */
export type SchedulePage = Outputs["admin"]["schedules"]["list"];

/** A schedule: local times and days of the week, from which flights are made. */
export type Schedule = Outputs["admin"]["schedules"]["get"];

/** What `admin.schedules.get` takes. */
export type ScheduleInput = Inputs["admin"]["schedules"]["get"];

/** What `admin.schedules.preview` takes: a schedule that may be made, and the days to look at. */
export type PreviewScheduleInput = Inputs["admin"]["schedules"]["preview"];

/** The flights that a schedule would have. */
export type SchedulePreview = Outputs["admin"]["schedules"]["preview"];

/** What `admin.schedules.create` takes. */
export type CreateScheduleInput = Inputs["admin"]["schedules"]["create"];

/** What `admin.schedules.update` takes: what is to be different, and why. */
export type UpdateScheduleInput = Inputs["admin"]["schedules"]["update"];

/** What `admin.schedules.end` takes: the last day, and why. */
export type EndScheduleInput = Inputs["admin"]["schedules"]["end"];

/** A schedule, and what its change has done to flights; `kept` names those that stay as they are, and why. */
export type ChangedSchedule = Outputs["admin"]["schedules"]["update"];

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

/** What `admin.aircraft.create` takes. */
export type CreateAircraftInput = Inputs["admin"]["aircraft"]["create"];

/** What `admin.aircraft.update` takes: what is to be different, and why. */
export type UpdateAircraftInput = Inputs["admin"]["aircraft"]["update"];

/** Fare brands with their factors, and taxes and fees with their days. */
export type FareTables = Outputs["admin"]["fares"]["list"];

/** What `admin.flights.create` takes: one flight in local times, its aircraft and its fares. */
export type CreateFlightInput = Inputs["admin"]["flights"]["create"];

/** What is on sale, and what it is made from. */
export interface SupplyCalls {
  /** Schedules: what flies, on which days, at which local times. */
  readonly schedules: {
    /** The schedules by airline and number: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN. */
    readonly list: (input?: ListSchedulesInput, options?: CallOptions) => Listing<SchedulePage, Schedule>;
    /** One schedule. Errors: NOT_FOUND, FORBIDDEN. */
    readonly get: (input: ScheduleInput, options?: CallOptions) => Promise<Schedule>;
    /** The flights that a schedule would have; writes nothing. Errors: INVALID_INPUT, FORBIDDEN. */
    readonly preview: (input: PreviewScheduleInput, options?: CallOptions) => Promise<SchedulePreview>;
    /** Writes a schedule, and its flights for about a year ahead. Errors: INVALID_INPUT, FORBIDDEN. */
    readonly create: (input: CreateScheduleInput, options?: CallOptions) => Promise<ChangedSchedule>;
    /**
     * Changes a schedule and those of its flights that nobody has booked or changed by hand; `kept` names the others.
     *
     * Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN.
     */
    readonly update: (input: UpdateScheduleInput, options?: CallOptions) => Promise<ChangedSchedule>;
    /** Ends a schedule with a day; later flights go, but for those in `kept`. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
    readonly end: (input: EndScheduleInput, options?: CallOptions) => Promise<ChangedSchedule>;
  };
  /** Airports. */
  readonly airports: {
    /** The airports by code: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN. */
    readonly list: (input?: ListAirportsInput, options?: CallOptions) => Listing<AirportPage, AirportForStaff>;
    /** Adds an airport. Errors: INVALID_INPUT, FORBIDDEN. */
    readonly create: (input: CreateAirportInput, options?: CallOptions) => Promise<AirportForStaff>;
    /** Changes an airport; its flights keep their local departure times. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
    readonly update: (input: UpdateAirportInput, options?: CallOptions) => Promise<AirportForStaff>;
  };
  /** Aircraft types and their seats. */
  readonly aircraft: {
    /** The aircraft types by code: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN. */
    readonly list: (input?: ListAircraftInput, options?: CallOptions) => Listing<AircraftPage, Aircraft>;
    /** One aircraft type. Errors: NOT_FOUND, FORBIDDEN. */
    readonly get: (input: AircraftInput, options?: CallOptions) => Promise<Aircraft>;
    /** The seats of a layout, or where it cannot be read; writes nothing. Errors: INVALID_INPUT, FORBIDDEN. */
    readonly preview: (input: PreviewLayoutInput, options?: CallOptions) => Promise<LayoutPreview>;
    /** Adds an aircraft type. Errors: INVALID_INPUT, FORBIDDEN. */
    readonly create: (input: CreateAircraftInput, options?: CallOptions) => Promise<Aircraft>;
    /** Changes an aircraft type; another layout is for flights made from then on. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
    readonly update: (input: UpdateAircraftInput, options?: CallOptions) => Promise<Aircraft>;
  };
  /** Fares. */
  readonly fares: {
    /** Brands, taxes and fees. Errors: FORBIDDEN. */
    readonly list: (options?: CallOptions) => Promise<FareTables>;
  };
}

/** Puts a single flight on sale, with the cabins and seats of its aircraft. Errors: INVALID_INPUT, FORBIDDEN. */
export type CreateFlight = (input: CreateFlightInput, options?: CallOptions) => Promise<FlightDetails>;

/** The calls about what is on sale. */
export function supplyCalls(caller: Caller, { admin }: SkyholdTrpc): SupplyCalls {
  return {
    schedules: scheduleCalls(caller, admin),
    airports: airportCalls(caller, admin),
    aircraft: aircraftCalls(caller, admin),
    fares: { list: (options) => caller.query("admin.fares.list", options, (request) => admin.fares.list.query(undefined, request)) },
  };
}

function scheduleCalls(caller: Caller, { schedules }: SkyholdTrpc["admin"]): SupplyCalls["schedules"] {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.schedules.list", options, (request) => schedules.list.query({ ...input, cursor }, request)),
          items: (page) => page.schedules,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    get: (input, options) => caller.query("admin.schedules.get", options, (request) => schedules.get.query(input, request)),
    preview: (input, options) => caller.query("admin.schedules.preview", options, (request) => schedules.preview.query(input, request)),
    create: (input, options) => caller.mutate("admin.schedules.create", options, (request) => schedules.create.mutate(input, request)),
    update: (input, options) => caller.mutate("admin.schedules.update", options, (request) => schedules.update.mutate(input, request)),
    end: (input, options) => caller.mutate("admin.schedules.end", options, (request) => schedules.end.mutate(input, request)),
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
    create: (input, options) => caller.mutate("admin.aircraft.create", options, (request) => aircraft.create.mutate(input, request)),
    update: (input, options) => caller.mutate("admin.aircraft.update", options, (request) => aircraft.update.mutate(input, request)),
  };
}
