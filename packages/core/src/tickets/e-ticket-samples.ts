import { instantOf, minutesBetween, toZonedTime } from "../time.ts";
import type { ETicket, ETicketAirport, ETicketPassenger, ETicketSegment } from "./e-ticket.ts";

/** An airport with its zone, for building sample segments. */
export type SampleAirport = ETicketAirport & { readonly timeZone: string };

const airport = (iata: string, place: Omit<SampleAirport, "iata">): SampleAirport => ({ iata, ...place });

/** Real airports across hemispheres, half-hour zones and both sides of the date line. */
export const sampleAirports = {
  OSL: airport("OSL", { name: "Oslo Gardermoen", city: "Oslo", country: "Norway", terminal: null, timeZone: "Europe/Oslo" }),
  CDG: airport("CDG", { name: "Paris Charles de Gaulle", city: "Paris", country: "France", terminal: "2E", timeZone: "Europe/Paris" }),
  KTM: airport("KTM", { name: "Tribhuvan International", city: "Kathmandu", country: "Nepal", terminal: "I", timeZone: "Asia/Kathmandu" }),
  HND: airport("HND", { name: "Tokyo Haneda", city: "Tokyo", country: "Japan", terminal: "3", timeZone: "Asia/Tokyo" }),
  SFO: airport("SFO", {
    name: "San Francisco International",
    city: "San Francisco",
    country: "United States",
    terminal: "I",
    timeZone: "America/Los_Angeles",
  }),
  GRU: airport("GRU", {
    name: "São Paulo/Guarulhos – Governador André Franco Montoro International",
    city: "São Paulo",
    country: "Brazil",
    terminal: "3",
    timeZone: "America/Sao_Paulo",
  }),
} as const;

/** A segment between two airports at two instants (ISO 8601 with offset or Z), the rest given or usual. */
export function sampleSegment(
  [origin, destination]: readonly [SampleAirport, SampleAirport],
  [departs, arrives]: readonly [string, string],
  rest: Partial<ETicketSegment> = {},
): ETicketSegment {
  return {
    id: `seg_${origin.iata}_${destination.iata}`,
    flight: "NV 123",
    operatingAirline: "Nordvind",
    aircraft: "Airbus A320neo",
    cabin: "Economy",
    fareBrand: "Standard",
    conditions: [
      "Changes cost €60 per passenger, plus any difference in fare.",
      "Cancel before departure and 50% of the fare is refunded.",
    ],
    baggageAllowance: "1 cabin bag (8 kg) and 1 checked bag (23 kg) per passenger",
    origin: toAirport(origin),
    destination: toAirport(destination),
    departs: toZonedTime(instantOf(departs), origin.timeZone),
    arrives: toZonedTime(instantOf(arrives), destination.timeZone),
    durationMinutes: minutesBetween(instantOf(departs), instantOf(arrives)),
    expected: null,
    cancelled: false,
    ...rest,
  };
}

function toAirport({ iata, name, city, country, terminal }: SampleAirport): ETicketAirport {
  return { iata, name, city, country, terminal };
}

/** An adult with a name, a ticket and seats. */
export function samplePassenger(displayName: string, rest: Partial<ETicketPassenger> = {}): ETicketPassenger {
  return { displayName, type: "ADT", ticketNumber: "123-4567890123", seats: ["12A"], cancelled: [], ...rest };
}

/** Two adults from Oslo to Paris, paid by card; any part may be replaced. */
export function sampleTicket(rest: Partial<ETicket> = {}): ETicket {
  return {
    recordLocator: "K7QX2M",
    issuedAt: toZonedTime(instantOf("2026-11-01T13:02:00Z"), "Europe/Oslo"),
    revision: 0,
    revisedAt: instantOf("2026-11-01T13:02:00Z"),
    issuingAirline: "Nordvind",
    contactEmail: "lukasz@example.com",
    passengers: [
      samplePassenger("Łukasz Þórsdóttir"),
      samplePassenger("Nguyễn Thị Ánh", { ticketNumber: "123-4567890124", seats: ["12B"] }),
    ],
    segments: [sampleSegment([sampleAirports.OSL, sampleAirports.CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"])],
    priceLines: [
      { label: "Fare, 2 adults", amount: { amount: 25_800, currency: "EUR" } },
      { label: "Airport charges", amount: { amount: 4312, currency: "EUR" } },
      { label: "Carrier fees", amount: { amount: 1600, currency: "EUR" } },
    ],
    total: { amount: 31_712, currency: "EUR" },
    cancelled: null,
    payment: { method: "Visa •••• 4242", paidAt: toZonedTime(instantOf("2026-11-01T13:01:00Z"), "Europe/Oslo") },
    ...rest,
  };
}

const familyNames = [
  "Wolfeschlegelsteinhausenbergerdorff-Østergård Maximilian Alexander Bartholomäus",
  "Þórhildur Guðmundsdóttir",
  "Nguyễn Thị Ánh Tuyết",
  "Łukasz Brzęczyszczykiewicz",
  "María de los Ángeles Fernández-Gutiérrez y Muñoz",
  "Siân O’Conner-Llywelyn",
  "Çağrı Şahinoğlu",
  "Jiří Dvořák",
  "Ōta Zoë",
] as const;

/** Nine passengers with long names on six flights around the world, over both sides of the date line. */
export function longTicket(): ETicket {
  const { OSL, CDG, KTM, HND, SFO, GRU } = sampleAirports;
  const flex = {
    cabin: "Premium Economy",
    fareBrand: "Flex",
    conditions: ["Changes are free; you pay any difference in fare.", "Fully refundable until departure."],
  };
  const segments = [
    sampleSegment([OSL, CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"], { flight: "NV 123" }),
    sampleSegment([CDG, KTM], ["2026-12-01T13:10:00Z", "2026-12-01T22:40:00Z"], { flight: "NV 88", aircraft: "Boeing 787-9 Dreamliner" }),
    sampleSegment([KTM, HND], ["2026-12-09T16:50:00Z", "2026-12-09T23:25:00Z"], {
      flight: "6E 1742K",
      operatingAirline: "Himalayan Star Airways & Partners Regional Express Services Limited",
      baggageAllowance:
        "1 cabin bag (10 kg), 2 checked bags (23 kg each) and 1 item of sports equipment per passenger, not more than 158 cm in total",
    }),
    sampleSegment([HND, SFO], ["2026-12-18T08:05:00Z", "2026-12-18T17:40:00Z"], { flight: "NV 7", aircraft: "Airbus A350-900", ...flex }),
    sampleSegment([SFO, GRU], ["2027-01-03T06:15:00Z", "2027-01-03T20:50:00Z"], {
      flight: "NV 4410",
      aircraft: "Airbus A350-900",
      ...flex,
    }),
    sampleSegment([GRU, OSL], ["2027-01-12T23:55:00Z", "2027-01-13T12:45:00Z"], { flight: "NV 12", ...flex }),
  ];
  const passengers = familyNames.map((name, index) => {
    const type = index < 6 ? "ADT" : index < 8 ? "CHD" : "INF";
    const seats = segments.map((_, leg) => (type === "INF" || leg === 5 ? null : `${12 + leg}${"ABCDEFGHJ".charAt(index)}`));
    return samplePassenger(name, { type, seats, ticketNumber: `123-45678901${23 + index}` });
  });
  const priceLines = [
    { label: "Fare, 6 adults", amount: { amount: 1_438_200, currency: "EUR" } },
    { label: "Fare, 2 children", amount: { amount: 359_550, currency: "EUR" } },
    { label: "Fare, 1 infant", amount: { amount: 23_970, currency: "EUR" } },
    { label: "Airport charges and passenger service charges of six airports", amount: { amount: 84_312, currency: "EUR" } },
    { label: "Carrier fees", amount: { amount: 14_400, currency: "EUR" } },
    { label: "Extra checked bag, Þórhildur Guðmundsdóttir", amount: { amount: 6000, currency: "EUR" } },
  ];
  return sampleTicket({ passengers, segments, priceLines, total: { amount: 1_926_432, currency: "EUR" } });
}
