/** A hub and where its airline flies from there: a code that stands twice is flown by two rotations. */
export interface Hub {
  readonly airline: string;
  readonly airport: string;
  /** Flown every day by at least an A320-size aircraft. */
  readonly daily: string;
  /** Flown on some or all days of the week. */
  readonly regular: string;
}

/** The hubs of the house airlines in six continents, with the destinations that they serve first. */
export const hubs: readonly Hub[] = [
  {
    airline: "X0",
    airport: "LHR",
    daily: "JFK JFK SIN LAX CDG AMS DUB EDI",
    regular: "BCN FCO ARN CPH OSL ZRH GVA LIS ATH IST BOS ORD YYZ HKG EDI GLA NCE VCE",
  },
  {
    airline: "X0",
    airport: "FRA",
    daily: "SIN JFK LHR LHR MUC BER",
    regular: "VIE BUD PRG WAW HAM OTP SOF ZAG HEL KRK NAP MXP BRU PEK BOM CAI BER",
  },
  {
    airline: "X0",
    airport: "MAD",
    daily: "LHR LHR BCN BCN FRA MEX",
    regular: "PMI AGP SVQ BIO OPO LIS ORY CMN RAK LPA TFN FCO BOG LIM EZE MIA",
  },
  {
    airline: "Q0",
    airport: "JFK",
    daily: "CDG LHR LAX LAX SFO SFO MIA BOS",
    regular: "ORD ATL MCO DCA CLT DFW IAH DEN SEA SJU AUS MSY YYZ YUL MBJ CUN FCO ORD BOS",
  },
  {
    airline: "Q0",
    airport: "SFO",
    daily: "NRT LAX LAX SEA LAS HNL",
    regular: "PDX PHX DEN SAN SLC ORD DFW YVR MSP BOI ANC MEX ICN TPE AKL DEN",
  },
  {
    airline: "Q0",
    airport: "GRU",
    daily: "GIG GIG JFK MIA EZE",
    regular: "BSB CNF POA CWB SSA REC FOR SCL MVD ASU LIM BOG LIS",
  },
  {
    airline: "K0",
    airport: "SIN",
    daily: "LHR NRT SYD HKG BKK KUL KUL CGK",
    regular: "HKT DPS SGN HAN MNL PNH RGN TPE ICN PVG BOM MAA DEL CMB MEL PER CGK",
  },
  {
    airline: "K0",
    airport: "DXB",
    daily: "LHR BOM DEL SIN CDG",
    regular: "KHI KTM DAC CMB DOH RUH JED KWI BAH MCT AMM CAI NBO ADD IST",
  },
  {
    airline: "K0",
    airport: "SYD",
    daily: "MEL MEL BNE LAX AKL",
    regular: "ADL PER OOL CNS CBR HBA CHC WLG NAN HNL BNE",
  },
  {
    airline: "K0",
    airport: "JNB",
    daily: "CPT CPT DXB NBO",
    regular: "DUR HRE LUN WDH GBE MPM DAR LOS ACC EBB KGL LAD MRU LHR",
  },
];

/** Large airports by type to which no house airline grows: without airline service in practice, or closed to foreign carriers. */
export const neverServed: ReadonlySet<string> = new Set(["BFI", "CIX", "FNJ", "HHN", "MLI", "PDK", "PNK", "TEB"]);
