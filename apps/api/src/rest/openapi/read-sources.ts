import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { errorTable } from "@skyhold/core";
import type { ErrorCode } from "@skyhold/core";
import { z } from "zod";

import type { JsonSchema } from "../json-schema.ts";
import { detailsSchema } from "./details-schema.ts";

/** What the source of a procedure says about it, and nothing at run time does. */
export interface Described {
  readonly summary: string;
  readonly description: string;
  /** The codes that its docstring names. */
  readonly errors: readonly ErrorCode[];
  readonly forWhom: "public" | "anyone" | "booker" | "traveller" | "staff" | "admin" | "freshAdmin";
  /** Whether a repeated call with the same idempotency key has no second effect. */
  readonly takesIdempotencyKey: boolean;
}

const ForWhom = z.enum(["public", "anyone", "booker", "traveller", "staff", "admin", "freshAdmin"]);
const routesFolder = path.resolve(import.meta.dirname, "../../routes");

/** Reads the docstrings of all procedures: they are the one place where an operation is described. */
export function describeProcedures(): ReadonlyMap<string, Described> {
  const described = new Map<string, Described>();
  for (const file of globSync("**/*.ts", { cwd: routesFolder })) {
    const noun = file.replace(/\.ts$/u, "").replaceAll(path.sep, ".");
    const source = readFileSync(path.join(routesFolder, file), "utf8");
    for (const [, doc = "", verb = "", code = ""] of source.matchAll(/^ {2}\/\*\*(.*?)\*\/\n {2}(\w+): (.*?)(?=^ {2}\/\*\*|^\})/gmsu))
      described.set(`${noun}.${verb}`, describe(plain(doc), code));
  }
  return described;
}

function describe(description: string, code: string): Described {
  return {
    summary: (/^.*?[.;:](?=\s|$)/u.exec(description)?.[0] ?? description).replace(/[.;:]$/u, "").replaceAll("`", ""),
    description,
    errors: codesIn(description),
    forWhom: ForWhom.parse(/^(\w+)Procedure/u.exec(code)?.[1]),
    takesIdempotencyKey: /\bonce(?:ByNature)?\(|idempotencyKey/u.test(code),
  };
}

function codesIn(text: string): ErrorCode[] {
  const codes = new Set(text.match(/\b[A-Z]+(?:_[A-Z]+)*\b/gu));
  return knownCodes().filter((code) => codes.has(code));
}

/** The closed list of codes. */
export function knownCodes(): ErrorCode[] {
  return Object.keys(errorTable).map((key) => z.custom<ErrorCode>().parse(key));
}

/** What the list of codes says about one: its meaning, and its details as a TypeScript type and as a schema. */
export interface Meaning {
  readonly meaning: string;
  readonly details: string;
  readonly schema: JsonSchema;
}

/** Reads what each code means from where it is declared. */
export function readMeanings(): ReadonlyMap<ErrorCode, Meaning> {
  const meanings = new Map(
    declaredIn(fileURLToPath(import.meta.resolve("@skyhold/core/errors"))).map(({ code, meaning, type }) => [
      code,
      { meaning, details: toJsonType(type), schema: detailsSchema(type) },
    ]),
  );
  return new Map(
    knownCodes().map((code) => {
      const meaning = meanings.get(code);
      if (!meaning) throw new Error(`${code} is declared without a docstring`);
      return [code, meaning];
    }),
  );
}

const clientErrorsFile = path.resolve(import.meta.dirname, "../../../../../packages/sdk/src/errors.ts");

/** Reads what the codes mean that the typed client finds by itself; `details` is their TypeScript type, because they never cross the wire. */
export function readClientMeanings(): { readonly code: string; readonly meaning: string; readonly details: string }[] {
  return declaredIn(clientErrorsFile).map(({ code, meaning, type }) => ({ code, meaning, details: type.replaceAll("readonly ", "") }));
}

/** The codes that an interface declares, a docstring each. */
function declaredIn(file: string): { code: string; meaning: string; type: string }[] {
  const declared = readFileSync(file, "utf8").matchAll(/^ {2}\/\*\*(.*?)\*\/\n {2}([A-Z_]+): (.*?);\n(?= {2}\/\*\*|\})/gmsu);
  return [...declared].map(([, doc = "", code = "", type = ""]) => ({ code, meaning: plain(doc), type }));
}

function plain(doc: string): string {
  return doc
    .replaceAll(/^\s*\* ?/gmu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

function toJsonType(type: string): string {
  return type
    .replaceAll(/\/\*\*.*?\*\//gsu, "")
    .replaceAll("readonly ", "")
    .replaceAll(/\bDate\b/gu, "string")
    .replaceAll(/\s+/gu, " ")
    .replaceAll("; }", " }");
}
