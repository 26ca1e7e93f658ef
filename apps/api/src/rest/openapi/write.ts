import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { breakingChanges } from "./breaking-changes.ts";
import { buildDocument } from "./document.ts";
import { errorReference } from "./error-reference.ts";
import { documentFile } from "./kept-document.ts";

/** `pnpm openapi`: writes the OpenAPI document and the reference of error codes anew; not over a version whose clients it would break, unless told so. */
function writeReference(): void {
  const { values } = parseArgs({ options: { "accept-breaking": { type: "boolean", default: false } } });
  const document = buildDocument();
  const broken = existsSync(documentFile) ? breakingChanges(JSON.parse(readFileSync(documentFile, "utf8")), document) : [];
  if (broken.length > 0 && !values["accept-breaking"]) {
    process.stdout.write(
      `Clients of the last version would break:\n  ${broken.join("\n  ")}\nWith --accept-breaking it is written all the same.\n`,
    );
    process.exitCode = 1;
    return;
  }
  writeFileSync(documentFile, `${JSON.stringify(document, null, 1)}\n`);
  writeFileSync(
    path.resolve(import.meta.dirname, "../../../../../docs/errors.md"),
    errorReference(document["x-errors"], document["x-client-errors"]),
  );
  process.stdout.write(`Written: ${Object.keys(document.paths).length} paths\n`);
}

writeReference();
