import type { ParsedQs } from "qs";
import type { Stripe } from "stripe";
import { invalidParameter, missingParameter } from "./errors.ts";

/** The parameters of a call, decoded from Stripe's nested form encoding; every leaf is text. */
export type Params = ParsedQs;

/** Tells whether a decoded body or value is a set of parameters. */
export function isParams(value: unknown): value is Params {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses parameters that the model does not know, as Stripe does. */
export function refuseUnknown(params: Params, known: readonly string[]): void {
  const unknown = Object.keys(params).find((name) => name !== "expand" && !known.includes(name));
  if (unknown !== undefined) {
    throw invalidParameter(unknown, `Received unknown parameter: ${unknown}`, "parameter_unknown");
  }
}

/** Reads text; an empty one counts as absent. */
export function optionalString(params: Params, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === "") {
    return undefined;
  }
  if (typeof value !== "string") {
    throw invalidParameter(name, `Invalid string: ${JSON.stringify(value)}`);
  }
  return value;
}

/** Reads text that must be there. */
export function requiredString(params: Params, name: string): string {
  const value = optionalString(params, name);
  if (value === undefined) {
    throw missingParameter(name);
  }
  return value;
}

/** Reads a whole number. */
export function optionalInteger(params: Params, name: string): number | undefined {
  const value = optionalString(params, name);
  if (value === undefined) {
    return undefined;
  }
  if (!/^-?\d{1,15}$/.test(value)) {
    throw invalidParameter(name, `Invalid integer: ${value}`, "parameter_invalid_integer");
  }
  return Number(value);
}

/** Reads `true` or `false`. */
export function optionalBoolean(params: Params, name: string): boolean | undefined {
  const value = optionalString(params, name);
  if (value === undefined || value === "true" || value === "false") {
    return value === undefined ? undefined : value === "true";
  }
  throw invalidParameter(name, `Invalid boolean: ${value}`);
}

/** Reads one of a closed list of words. */
export function optionalOneOf<const Word extends string>(params: Params, name: string, words: readonly Word[]): Word | undefined {
  const value = optionalString(params, name);
  if (value === undefined) {
    return undefined;
  }
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) {
    throw invalidParameter(name, `Invalid ${name}: must be one of ${words.join(", ")}`);
  }
  return word;
}

/** Reads a nested set of parameters. */
export function optionalHash(params: Params, name: string): Params | undefined {
  const value = params[name];
  if (value === undefined || value === "") {
    return undefined;
  }
  if (!isParams(value)) {
    throw invalidParameter(name, "Invalid object");
  }
  return value;
}

/** Reads a list of texts. */
export function optionalStrings(params: Params, name: string): string[] | undefined {
  const value = params[name];
  if (value === undefined || value === "") {
    return undefined;
  }
  const list = Array.isArray(value) ? value : isParams(value) ? Object.values(value) : [];
  const texts = list.filter((item) => typeof item === "string");
  if (texts.length === 0 || texts.length !== list.length) {
    throw invalidParameter(name, "Invalid array");
  }
  return texts;
}

/** Merges the metadata of a call into what is there: an empty value deletes a key, an empty hash deletes all. */
export function mergeMetadata(params: Params, current: Stripe.Metadata): Stripe.Metadata {
  if (params["metadata"] === "") {
    return {};
  }
  const merged: Stripe.Metadata = { ...current };
  for (const [key, value] of Object.entries(optionalHash(params, "metadata") ?? {})) {
    if (typeof value !== "string" || key.length > 40 || value.length > 500) {
      throw invalidParameter(`metadata[${key}]`, "Metadata keys have at most 40 characters and values at most 500; values are text");
    }
    if (value === "") {
      delete merged[key];
    } else {
      merged[key] = value;
    }
  }
  if (Object.keys(merged).length > 50) {
    throw invalidParameter("metadata", "Metadata has at most 50 keys");
  }
  return merged;
}
