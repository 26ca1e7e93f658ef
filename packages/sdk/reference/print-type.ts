import ts from "typescript-5.9";

/** The names under which types are known, by what they are in full. */
export type Names = ReadonlyMap<string, string>;

const noNames: Names = new Map();

/**
 * A type written out to its last field, with the parts that have a name by their names. The alternatives of a union stand in the order
 * of the alphabet, so that the text changes only when the type does: a compiler numbers them as it meets them.
 */
export function printType(checker: ts.TypeChecker, type: ts.Type, names: Names = noNames): string {
  return print({ checker, names }, type, "");
}

interface Printer {
  readonly checker: ts.TypeChecker;
  readonly names: Names;
}

function print(printer: Printer, type: ts.Type, indent: string): string {
  if (type.flags & ts.TypeFlags.Boolean) return "boolean";
  if (type.isUnion()) return printUnion(printer, type, indent);
  const { checker } = printer;
  if (checker.isArrayType(type)) return printList(printer, type, indent);
  if (!isPlainObject(checker, type)) return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  return nameOf(printer, type) ?? printObject(printer, type, indent);
}

function nameOf({ checker, names }: Printer, type: ts.Type): string | undefined {
  return names.size === 0 ? undefined : names.get(printType(checker, type));
}

function printUnion(printer: Printer, type: ts.UnionType, indent: string): string {
  const name = nameOf(printer, type);
  if (name !== undefined) return name;
  const parts = type.types.map((part) => print(printer, part, indent));
  const booleans = parts.includes("true") && parts.includes("false") ? ["boolean"] : [];
  const others = parts.filter((part) => booleans.length === 0 || (part !== "true" && part !== "false"));
  const last = (part: string) => Number(part === "null") + 2 * Number(part === "undefined");
  return [...new Set([...others, ...booleans])].toSorted((a, b) => last(a) - last(b) || Number(a > b) - Number(a < b)).join(" | ");
}

function printList(printer: Printer, type: ts.Type, indent: string): string {
  const item = printer.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  const text = item ? print(printer, item, indent) : "unknown";
  const isReadonly = type.symbol.name === "ReadonlyArray" ? "readonly " : "";
  return `${isReadonly}${/^[^{}]*\|/u.test(text) ? `(${text})` : text}[]`;
}

function isPlainObject(checker: ts.TypeChecker, type: ts.Type): boolean {
  const isOfOurs = type.symbol?.declarations?.some((each) => ts.isInterfaceDeclaration(each) || ts.isClassDeclaration(each)) !== true;
  const isData = type.getCallSignatures().length === 0 && !checker.isTupleType(type);
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 && isOfOurs && isData;
}

function printObject(printer: Printer, type: ts.Type, indent: string): string {
  const { checker } = printer;
  const inner = `${indent}  `;
  const fields = type.getProperties().map((field) => {
    const isOptional = (field.flags & ts.SymbolFlags.Optional) !== 0;
    const value = checker.getTypeOfSymbol(field);
    const text = print(printer, isOptional ? checker.getNonNullableType(value) : value, inner);
    const orNull = isOptional && text !== "unknown" && takesNull(value) ? " | null" : "";
    return `${inner}${field.name}${isOptional ? "?" : ""}: ${text}${orNull};`;
  });
  const index = checker.getIndexInfosOfType(type).map((info) => `${inner}[key: string]: ${print(printer, info.type, inner)};`);
  return fields.length + index.length === 0 ? "{}" : `{\n${[...fields, ...index].join("\n")}\n${indent}}`;
}

function takesNull(type: ts.Type): boolean {
  return type.isUnion() && type.types.some((part) => (part.flags & ts.TypeFlags.Null) !== 0);
}
