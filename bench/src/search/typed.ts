/** What people type when they look for an airport: codes, beginnings, cities with accents, and slips of the finger. */
export const typed: readonly string[] = [
  ...[
    "lon",
    "LHR",
    "lo",
    "lond",
    "london",
    "paris",
    "pari",
    "new york",
    "jfk",
    "zürich",
    "zurich",
    "münchen",
    "munich",
    "san fr",
    "são paulo",
  ],
  ...["lodnon", "pairs", "frankfrut", "amstredam", "barcelnoa", "copenhagn", "stockhlom", "singapoer", "los angelse", "melborune"],
];
