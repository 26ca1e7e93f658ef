import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import { startTestStack } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publint } from "publint";

import { keptPage } from "../reference/kept.ts";
import { bundleSize, compile, execute, packPackage, runtimes, typesProblems } from "./packed-package.ts";
import type { PackedPackage } from "./packed-package.ts";

/** Bytes, minified and compressed, with tRPC's client. Raise it only for something worth a download. */
const sizeBudget = 15_900;

let packed: PackedPackage;

beforeAll(async () => {
  packed = await packPackage();
}, 240_000);

afterAll(() => packed[Symbol.asyncDispose]());

function importsOf(source: string): string[] {
  const found = source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\breference\s+\w+=)["']([^"']+)["']/gu);
  const foreign = [...found].map(([, specifier]) => specifier ?? "").filter((specifier) => !specifier.startsWith("./"));
  return [...new Set(foreign)].toSorted();
}

test("the published types import tRPC and nothing else", () => {
  expect(importsOf(packed.declarations)).toEqual(["@trpc/client", "@trpc/server"]);
  expect(packed.declarations).not.toMatch(/zod|prisma|fastify|@skyhold/iu);
});

test("the published code imports what the package depends on", () => {
  expect(importsOf(packed.code)).toEqual(["@trpc/client", "bcbp"]);
});

test("every exported name and every call keeps its documentation", () => {
  const { declarations } = packed;
  const lists = [...declarations.matchAll(/export (?:type )?\{ ([^}]+) \};/gu)].flatMap(([, list = ""]) => list.split(", "));
  // What the entries share goes from file to file under short names.
  const exported = lists.filter((name) => !name.includes(" as ")).map((name) => name.replace(/^type /u, ""));
  const declared = "(?:interface|type|class|(?:async )?function)";
  const bare = exported.filter((name) => !new RegExp(`\\*/\\n(?:export )?(?:declare )?${declared} ${name}\\b`, "u").test(declarations));
  expect(exported.length).toBeGreaterThan(40);
  expect(bare).toEqual([]);
  const calls = [...declarations.matchAll(/(?<doc>\*\/)?\n {2}readonly (?<name>\w+): \(/gu)];
  expect(calls.length).toBeGreaterThanOrEqual(15);
  expect(calls.filter(({ groups }) => groups?.["doc"] === undefined).map(({ groups }) => groups?.["name"])).toEqual([]);
  expect(declarations).toMatch(/\* Holds seats at an offer's price[^/]+\* Errors: SEAT_TAKEN,[^/]+\*\/\n {2}readonly hold: /u);
  for (const value of ["function createClient", "function isSkyholdError", "class SkyholdError", "function mockServer"])
    expect(declarations).toMatch(new RegExp(`\\*/\\n(?:export )?declare ${value}`, "u"));
});

test("the linters of packages find nothing", async () => {
  const { messages } = await publint({ pkgDir: packed.folder, pack: false, strict: true });
  expect(messages).toEqual([]);
  expect(await typesProblems(packed)).toBe("");
});

test.for(["typescript", "typescript-5.9"] as const)(
  "a strict project compiles a first booking without the server's packages: %s",
  async (compiler) => {
    const source = `
    import { createClient, isSkyholdError } from "@skyhold/sdk";
    import type { Booking, Offer, SeatMap } from "@skyhold/sdk";

    export async function book(flightId: string, fetchOfMine: typeof fetch): Promise<Booking | readonly string[]> {
      const skyhold = createClient({ url: "https://api.example.com", fetch: fetchOfMine });
      const { offers } = await skyhold.flights.search({ origin: "CDG", destination: "LIS", departureDate: "2026-12-01" });
      const [offer]: Offer[] = offers;
      const map: SeatMap = await skyhold.seats.map({ flightId });
      const id: string = map.flightId;
      try {
        for await (const booking of skyhold.bookings.list({ limit: 5 })) if (booking.total.amount > 0) return booking;
        await skyhold.trpc.bookings.get.query({ bookingId: id });
        return await skyhold.bookings.hold({ offer: offer?.token ?? "", seats: [["12A"]] }, { signal: AbortSignal.timeout(1000) });
      } catch (error) {
        if (isSkyholdError(error, "SEAT_TAKEN")) return error.details.seats.map(({ seat }) => seat);
        throw error;
      }
    }

    // @ts-expect-error: a name that the compiler could not resolve would be \`any\`, and \`any\` would do here
    export const wrongId = (map: SeatMap): number => map.flightId;

    // @ts-expect-error: a seat is not a number
    export const wrong = (): unknown => createClient({ url: "" }).bookings.hold({ offer: "", seats: [[12]] });
  `;
    expect(await compile(packed, source, compiler)).toBe("");
  },
);

/** What the examples of the reference take as given. */
const given = `
  import { createClient, decodeBoardingPass, findAdjacentSeats, formatMoney, isSkyholdError, minorUnitDigits } from "@skyhold/sdk";
  import { mockServer, refusal } from "@skyhold/sdk/testing";
  import type { Booking, ChangeAncillaryInput, ChangeChargeInput, CreateAncillaryInput, CreateAirportInput, CreateBrandInput, CreateChargeInput, CreateFlightInput, CreateAircraftInput, CreateScheduleInput, Offer, PreviewScheduleInput, SeatMap, Skyhold } from "@skyhold/sdk";
  declare const skyhold: Skyhold;
  declare const [offer, booking, signal, error]: [Offer, Booking, AbortSignal, unknown];
  declare const flight: { id: string };
  declare const [password, newPassword, token, quote, key, barcode]: string[];
  declare const [bookingId, flightId, paymentId, changeId, sessionId, userId, refundId, scheduleId, notificationId, chargeId, ancillaryId]: string[];
  declare const [schedule, airport, aircraft, extraFlight]: [PreviewScheduleInput & CreateScheduleInput, CreateAirportInput, CreateAircraftInput, CreateFlightInput];
  declare const [charge, extra, terms]: [CreateChargeInput & ChangeChargeInput, CreateAncillaryInput & ChangeAncillaryInput, CreateBrandInput];
  declare const [show, paint, offerOtherSeats, print]: ((...what: unknown[]) => void)[];
  declare const writeFile: (name: string, bytes: Uint8Array) => Promise<void>;
  declare const [stripe, elements, confirmParams, supabaseSession]: [{ confirmPayment: (what: object) => Promise<void> }, object, object, { access_token: string }];
`;

test("every example of the reference compiles", async () => {
  const examples = [...readFileSync(keptPage, "utf8").matchAll(/^For example:\n\n```ts\n(.*?)^```/gmsu)].map(([, code = ""]) => code);
  const functions = examples.map((code, index) => `export async function example${index}() {\n${code}}`);

  expect(examples.length).toBeGreaterThan(90);
  expect(await compile(packed, `${given}${functions.join("\n")}`, "typescript")).toBe("");
});

/** What those documents take as given beside it, from a program of the reader's own. */
const givenInProse = `
  declare const [url, email, codeOfTheMail, textOfTheBarcode]: string[];
  declare const [session, supabase]: [{ access_token: string } | null, { auth: { onAuthStateChange: (told: (event: string, session: { access_token: string } | null) => void) => void } }];
  declare const [redraw, searchAgain]: ((...what: unknown[]) => void)[];
  declare const [request, route, credentials]: [Parameters<Skyhold["bookings"]["hold"]>[0], Parameters<Skyhold["flights"]["search"]>[0], Parameters<Skyhold["auth"]["login"]>[0]];
  declare const loadStripe: (key: string) => Promise<{ elements: (options: object) => { create: (kind: string) => { mount: (place: string) => void } }; confirmPayment: (what: object) => Promise<void> }>;
  declare const clientSecret: string;
  declare const passengers: { givenName: string; surname: string; birthDate: string }[];
  declare const controller: AbortController;
  declare class QueryClient { constructor(options: object) }
  declare const useQuery: <Data>(options: { queryKey: unknown[]; queryFn: (call: { signal: AbortSignal }) => Promise<Data> }) => void;
  declare const useInfiniteQuery: <Page>(options: {
    queryKey: unknown[];
    initialPageParam: string | null;
    queryFn: (call: { pageParam: string | null; signal: AbortSignal }) => Promise<Page>;
    getNextPageParam: (page: Page) => string | null;
  }) => void;
`;

// Every other block is run, by examples/demo/demo.test.ts.
test("the TypeScript of every guide and README that is marked not to be run compiles", async () => {
  const root = path.resolve(import.meta.dirname, "../../..");
  const documents = globSync(["README.md", "packages/sdk/README.md", "docs/guides/*.md"], { cwd: root });
  const marked = /^ *<!-- no-run: [^\n]+ -->\n+( *)```ts\n(.*?)^\1```/gmsu;
  const blocks = documents.flatMap((name) => [...readFileSync(path.join(root, name), "utf8").matchAll(marked)]);
  const functions = blocks.map(
    ([, , code = ""], index) => `export async function block${index}() {\n${code.replaceAll(/^import .*$/gmu, "")}}`,
  );

  expect(blocks.length).toBeGreaterThan(10);
  expect(await compile(packed, `${given}${givenInProse}${functions.join("\n")}`, "typescript")).toBe("");
});

test(
  "a project that has the package and nothing else books to the e-ticket, and learns by code what is taken",
  { timeout: 60_000 },
  async () => {
    await using stack = await startTestStack();
    const flightId = await makeFlight(stack.database.db);
    const { departureDate } = await stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
    const search = { origin: "PAR", destination: "LIS", departureDate: departureDate.toISOString().slice(0, 10) };
    const source = `
    import { createClient, findAdjacentSeats, isSkyholdError } from "@skyhold/sdk";

    export default async function program() {
      const skyhold = createClient({ url: ${JSON.stringify(stack.url)} });
      const { offers } = await skyhold.flights.search(${JSON.stringify(search)});
      const [offer] = offers;
      const { flight, cabin } = offer.segments[0];
      const [[seat]] = findAdjacentSeats(await skyhold.seats.map({ flightId: flight.id }), { count: 1, cabin });
      const order = { offer: offer.token, seats: [[seat.seat]], contact: { email: "ana@example.com" } };
      const { id: bookingId, state } = await skyhold.bookings.hold(order);
      const second = await createClient({ url: ${JSON.stringify(stack.url)} }).bookings.hold(order).catch((error) => error);
      console.log(state, isSkyholdError(second, "SEAT_TAKEN") && second.details.seats[0].seat === seat.seat);
      await skyhold.bookings.setPassengers({ bookingId, passengers: [{ givenName: "Ana", surname: "Lima", birthDate: "1990-12-31" }] });
      const { paymentId, clientSecret } = await skyhold.payments.start({ bookingId });
      await fetch(\`${stack.stripe.url}/v1/payment_intents/\${clientSecret.split("_secret")[0]}/confirm\`, {
        method: "POST",
        headers: { authorization: "Bearer ${stack.stripe.publishableKey}" },
        body: new URLSearchParams({ client_secret: clientSecret, payment_method: "pm_card_visa" }),
      });
      const { outcome } = await skyhold.payments.wait({ paymentId });
      const { bytes } = await skyhold.bookings.eTicket({ bookingId });
      console.log(outcome, new TextDecoder().decode(bytes.subarray(0, 5)));
    }
  `;
    const told: Record<string, string> = {};
    for (const [name, command] of runtimes) told[name] = await execute(packed, command, source);
    expect(told).toEqual(Object.fromEntries([...runtimes.keys()].map((name) => [name, "held true\npaid %PDF-\n"])));
  },
);

test(`a web page downloads at most ${sizeBudget} bytes for it, and the README says so`, async () => {
  expect(readFileSync(path.join(packed.folder, "README.md"), "utf8")).toContain(`At most ${sizeBudget / 1000} kB compressed`);
  expect(await bundleSize(packed)).toBeLessThanOrEqual(sizeBudget);
});
