/** The aircraft of an airline by the kind of route they fly. */
interface Fleet {
  readonly regional: readonly string[];
  readonly narrowBody: readonly string[];
  readonly wideBody: readonly string[];
}

/** A house airline; its fares are in its currency. */
export interface AirlineData {
  readonly iata: string;
  readonly icao: string;
  readonly accountingCode: string;
  readonly name: string;
  /** Whose authority is said to have licensed it, ISO 3166-1 alpha-2. */
  readonly licenceCountry: string;
  readonly currency: string;
  readonly fleet: Fleet;
}

/**
 * The house airlines, all invented. Designators that end in 0 are hardly ever assigned (0 is read as O); these three, the ICAO codes and the
 * accounting codes are absent from IATA's member and code list as archived by OpenTravelData in 2018 and from OpenFlights.
 */
export const airlines: readonly AirlineData[] = [
  {
    iata: "X0",
    icao: "XDR",
    accountingCode: "277",
    name: "Xaldera Airways",
    licenceCountry: "FR",
    currency: "EUR",
    fleet: { regional: ["AT7", "E90", "295"], narrowBody: ["319", "320", "32Q", "223"], wideBody: ["333", "359", "789", "74H"] },
  },
  {
    iata: "Q0",
    icao: "QUN",
    accountingCode: "293",
    name: "Quenara Airlines",
    licenceCountry: "US",
    currency: "USD",
    fleet: { regional: ["DH4", "CR9"], narrowBody: ["7M8", "738", "32Q"], wideBody: ["763", "788", "789", "77W"] },
  },
  {
    iata: "K0",
    icao: "KYP",
    accountingCode: "296",
    name: "Kairen Air",
    licenceCountry: "SG",
    currency: "SGD",
    fleet: { regional: ["AT7", "295"], narrowBody: ["320", "32N", "32Q"], wideBody: ["339", "781", "351", "388"] },
  },
];
