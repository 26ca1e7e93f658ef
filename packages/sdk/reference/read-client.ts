import path from "node:path";

import ts from "typescript-5.9";

import { printType } from "./print-type.ts";
import type { Names } from "./print-type.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** Something that an entry of the package exports. */
export interface ExportedName {
  readonly name: string;
  readonly kind: "function" | "class" | "interface" | "type";
  /** The declaration without comments and bodies; types written out. */
  readonly declaration: string;
  readonly words: Words;
}

/** One call of the client: `bookings.hold`. */
export interface Call {
  readonly path: string;
  readonly signature: string;
  readonly words: Words;
}

/** Calls that belong together: `bookings`. */
export interface Group {
  readonly path: string;
  readonly words: Words;
  readonly calls: readonly Call[];
}

/** What a docstring says. */
export interface Words {
  readonly text: string;
  readonly example: string | null;
}

/** The package as its users see it. */
export interface Client {
  /** By entry: `@skyhold/sdk` and `@skyhold/sdk/testing`. */
  readonly entries: ReadonlyMap<string, readonly ExportedName[]>;
  /** Interfaces that exported ones are made of, and that are not exported themselves. */
  readonly parts: readonly ExportedName[];
  readonly groups: readonly Group[];
}

/** Reads the package's types and docstrings from its source. TypeScript 7 has no interface for that yet, 5.9 has. */
export function readClient(): Client {
  const files = new Map([
    ["@skyhold/sdk", path.join(root, "packages/sdk/src/index.ts")],
    ["@skyhold/sdk/testing", path.join(root, "packages/sdk/src/testing.ts")],
  ]);
  const program = ts.createProgram([...files.values()], compilerOptions());
  const checker = program.getTypeChecker();
  const symbols = new Map([...files].map(([entry, file]) => [entry, exportsOf(program, file)]));
  const all = [...symbols.values()].flat();
  const names = namesOf(checker, all);
  const read = (each: ts.Symbol) => readExport(checker, each, names);
  return {
    entries: new Map([...symbols].map(([entry, each]) => [entry, each.map(read)])),
    parts: readParts(checker, all),
    groups: readGroups(
      checker,
      all.find(({ name }) => name === "Skyhold"),
    ),
  };
}

function compilerOptions(): ts.CompilerOptions {
  const source = ts.readJsonConfigFile(path.join(root, "tsconfig.sdk.json"), (file) => ts.sys.readFile(file));
  return ts.parseJsonSourceFileConfigFileContent(source, ts.sys, root).options;
}

function exportsOf(program: ts.Program, file: string): ts.Symbol[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} exports nothing`);
  return checker
    .getExportsOfModule(module)
    .map((each) => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each))
    .toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name));
}

/** Answers have names worth reading; an input is what its call takes, and shares its shape with others by chance. */
function namesOf(checker: ts.TypeChecker, symbols: readonly ts.Symbol[]): Names {
  const aliases = symbols.filter(({ name, flags }) => (flags & ts.SymbolFlags.TypeAlias) !== 0 && !name.endsWith("Input"));
  return new Map(
    aliases
      .filter((symbol) => declarationOf(symbol, ts.isTypeAliasDeclaration)?.typeParameters === undefined)
      .map((symbol) => [printType(checker, checker.getDeclaredTypeOfSymbol(symbol)), symbol.name] as const)
      .filter(([text]) => text.includes("|") || text.split("\n").length > 3)
      .toReversed(),
  );
}

/** Written out, each would be the whole API once more. */
const ofAllProcedures = new Set(["SkyholdTrpc", "Answers"]);

function readExport(checker: ts.TypeChecker, symbol: ts.Symbol, names: Names): ExportedName {
  const words = wordsOf(checker, symbol);
  const { name } = symbol;
  if (symbol.flags & ts.SymbolFlags.Function) return { name, kind: "function", declaration: printFunction(symbol), words };
  if (symbol.flags & ts.SymbolFlags.Class) return { name, kind: "class", declaration: printClass(symbol), words };
  const alias = declarationOf(symbol, ts.isTypeAliasDeclaration);
  if (!alias) return { name, kind: "interface", declaration: printNode(symbol.declarations?.[0]), words };
  const isWrittenOut = alias.typeParameters === undefined && !ofAllProcedures.has(name);
  const own = new Map([...names].filter(([, each]) => each !== name));
  const declaration = isWrittenOut
    ? `type ${name} = ${printType(checker, checker.getDeclaredTypeOfSymbol(symbol), own)};`
    : printNode(alias);
  return { name, kind: "type", declaration, words };
}

/** By the names under which they are used: an error's details stand in the server's own list of them. */
function readParts(checker: ts.TypeChecker, exported: readonly ts.Symbol[]): ExportedName[] {
  const parts = new Map<ts.Symbol, string>();
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && (ts.isTypeReferenceNode(node.parent) || ts.isExpressionWithTypeArguments(node.parent))) {
      const found = checker.getSymbolAtLocation(node);
      const symbol = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
      const declared = symbol && declarationOf(symbol, ts.isInterfaceDeclaration);
      if (declared && isOurs(declared) && !exported.includes(symbol) && !parts.has(symbol)) {
        parts.set(symbol, node.text);
        look(declared);
      }
    }
    node.forEachChild(look);
  };
  for (const symbol of exported)
    for (const declaration of symbol.declarations ?? []) if (ts.isInterfaceDeclaration(declaration)) look(declaration);
  return [...parts]
    .map(([symbol, name]): ExportedName => {
      const declaration = printNode(symbol.declarations?.[0]).replace(/^interface \w+/u, `interface ${name}`);
      return { name, kind: "interface", declaration, words: wordsOf(checker, symbol) };
    })
    .toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name));
}

function isOurs(node: ts.Node): boolean {
  return !node.getSourceFile().fileName.includes("/node_modules/");
}

function readGroups(checker: ts.TypeChecker, client: ts.Symbol | undefined): Group[] {
  if (!client) throw new Error("The package does not export its client");
  const open = (symbol: ts.Symbol, place: string): Group[] => {
    const members = checker.getTypeOfSymbol(symbol).getProperties();
    const isCall = (member: ts.Symbol) => checker.getTypeOfSymbol(member).getCallSignatures().length > 0;
    const calls = members.filter(isCall).map((member) => readCall(checker, member, `${place}.${member.name}`));
    const inner = members.filter((member) => !isCall(member)).flatMap((member) => open(member, `${place}.${member.name}`));
    return [...(calls.length > 0 ? [{ path: place, words: wordsOf(checker, symbol), calls }] : []), ...inner];
  };
  const groups = checker.getDeclaredTypeOfSymbol(client).getProperties();
  return groups.filter(({ name }) => name !== "trpc" && name !== "setToken").flatMap((group) => open(group, group.name));
}

function readCall(checker: ts.TypeChecker, symbol: ts.Symbol, place: string): Call {
  const declared = declarationOf(symbol, ts.isPropertySignature);
  if (!declared?.type) throw new Error(`${place} is not declared as a call`);
  return { path: place, signature: printNode(declared.type), words: wordsOf(checker, symbol) };
}

function wordsOf(checker: ts.TypeChecker, symbol: ts.Symbol): Words {
  const example = symbol.getJsDocTags(checker).find(({ name }) => name === "example");
  return {
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    example: example ? ts.displayPartsToString(example.text) : null,
  };
}

function declarationOf<Found extends ts.Declaration>(symbol: ts.Symbol, is: (node: ts.Node) => node is Found): Found | undefined {
  return symbol.declarations?.find(is);
}

const printer = ts.createPrinter({ removeComments: true });

function printNode(node: ts.Node | undefined): string {
  if (!node) throw new Error("There is no declaration");
  return printer
    .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
    .replace(/^export /u, "")
    .replaceAll("    ", "  ");
}

function printFunction(symbol: ts.Symbol): string {
  return printNode(symbol.declarations?.[0])
    .replace(/ \{\n.*$/su, ";")
    .replace(/^async /u, "");
}

function printClass(symbol: ts.Symbol): string {
  return printNode(symbol.declarations?.[0]).replaceAll(/ \{\n {4}.*?\n {2}\}/gsu, ";");
}
