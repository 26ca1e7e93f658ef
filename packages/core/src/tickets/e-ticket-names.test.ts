import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";

import { samplePassenger, sampleTicket } from "./e-ticket-samples.ts";
import { renderETicketPdf } from "./render-e-ticket-pdf.ts";

/** The text of a PDF and how many of its signs stand for a letter that the typeface does not have: those come back as NUL. */
async function textOf(names: readonly string[]): Promise<string> {
  const passengers = names.map((name) => samplePassenger(name));
  const document = await getDocumentProxy(new Uint8Array(await renderETicketPdf(sampleTicket({ passengers }))));
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => (await document.getPage(index + 1)).getTextContent()),
  );
  return pages.flatMap(({ items }) => items.flatMap((item) => ("str" in item ? [item.str] : []))).join("\n");
}

/** Every letter of the Latin alphabets of Europe, Africa and Vietnam that Unicode has in one piece. */
function latinLetters(): string[] {
  const blocks = [
    [0xc0, 0x24f],
    [0x1e00, 0x1e9b],
    [0x1ea0, 0x1eff],
  ] as const;
  return blocks
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)))
    .filter((letter) => /^\p{Script=Latin}$/u.test(letter) && letter === letter.normalize("NFKC"));
}

test.each([
  "ŁUKASZ ĄĐŐŞŽ-ȚEPEȘ",
  "Nguyễn Thị Ánh Tuyết Đặng Hữu Lộc",
  "Þórhildur Guðmundsdóttir",
  "Çağrı Şahinoğlu İpek",
  "Ŋarra Ƒĭßer Ẁẽn Ṙḧỹ",
])("the name %s stands on the ticket letter by letter", async (name) => {
  expect((await textOf([name])).split("\n")).toContain(name);
});

test("no letter of a Latin name is missing in the typeface", async () => {
  const letters = latinLetters();
  const lines = Array.from({ length: Math.ceil(letters.length / 24) }, (_, line) => letters.slice(line * 24, line * 24 + 24).join(""));
  const text = (await textOf(lines)).replaceAll("\n", "");

  expect(letters.filter((letter) => !text.includes(letter))).toEqual([]);
});

test("accents that are typed apart from their letters are composed, and what Unicode has no one sign for keeps its accent", async () => {
  const text = await textOf(["A\u0301ngel N\u0303u\u0301n\u0303ez", "Q\u0303uin"]);

  expect(text).toContain("Ángel Ñúñez");
  expect(text.normalize("NFD").replaceAll(/\s/gu, "")).toMatch(/Q\u0303|\u0303Q/u);
});

test("a ticket is drawn by a process that may write no file at all: nothing is left behind in any folder", async () => {
  const draw = `
    const { renderETicketPdf } = await import(${JSON.stringify(new URL("render-e-ticket-pdf.ts", import.meta.url))});
    const { longTicket } = await import(${JSON.stringify(new URL("e-ticket-samples.ts", import.meta.url))});
    console.log(new TextDecoder("latin1").decode(await renderETicketPdf(longTicket())).slice(0, 5));`;
  const write = "(await import('node:fs')).writeFileSync('/tmp/ticket.pdf', 'x')";
  const run = (code: string) =>
    promisify(execFile)(process.execPath, ["--permission", "--allow-fs-read=*", "--input-type=module", "--eval", code]);

  expect((await run(draw)).stdout.trim()).toBe("%PDF-");
  await expect(run(write)).rejects.toThrow("ERR_ACCESS_DENIED");
});
