const wanted = "lon LHR lo lond london paris pari jfk zürich zurich münchen munich são";
const slips = "lodnon pairs frankfrut amstredam barcelnoa copenhagn stockhlom singapoer melborune";

/** What people type when they look for an airport: codes, beginnings, cities with accents, several words, and slips of the finger. */
export const typed: readonly string[] = [`${wanted} ${slips}`.split(" "), "new york", "san fr", "los angelse"].flat();
