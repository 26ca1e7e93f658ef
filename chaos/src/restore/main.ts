import { drillRestore } from "./drill.ts";

// `pnpm restore-drill`: ends with 0 when what was backed up or archived is there again and all invariants hold, 1 when not.
const report = await drillRestore(10_000);
const complete = report.holds && report.restored.join() === "before,after" && report.flights > 0;
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exitCode = complete ? 0 : 1;
