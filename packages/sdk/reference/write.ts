import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { apiReport } from "./api-report.ts";
import { readClient } from "./read-client.ts";
import { keptPage, keptReport } from "./kept.ts";
import { referencePage } from "./reference-page.ts";

const client = readClient();
mkdirSync(path.dirname(keptPage), { recursive: true });
writeFileSync(keptReport, apiReport(client));
writeFileSync(keptPage, referencePage(client));
