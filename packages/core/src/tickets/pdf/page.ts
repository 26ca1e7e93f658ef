import { colours, rule, styles, widthOf, write } from "./ink.ts";
import type { Pdf } from "./ink.ts";

/** A4 upright in points, with the margins inside which blocks stand. */
export const page = {
  width: 595.28,
  height: 841.89,
  left: 48,
  right: 547.28,
  top: 80,
  firstTop: 30,
  bottom: 794,
  content: 499.28,
} as const;

/** A part of the ticket that is never cut: it stands whole on one page. */
export interface Block {
  readonly height: number;
  /** Empty space above, left out at the head of a page. */
  readonly gap: number;
  /** A heading stays on the page of what it heads. */
  readonly keepWithNext?: boolean;
  /** Set again above the block where it begins a new page: the column heads of a table. */
  readonly repeatedHead?: Block;
  /** What a screen reader calls the block: a PDF structure type. */
  readonly role: "H1" | "H2" | "P" | "Sect" | "Table";
  draw(y: number): void;
}

/** A block with its page (from 0) and its distance from the head of the page. */
export interface Placement {
  readonly block: Block;
  readonly page: number;
  readonly y: number;
}

/** Lays blocks down the pages in their order: none is cut, none is parted from the one that it must stay with, unless together they exceed a page. */
export function placeBlocks(blocks: readonly Block[]): Placement[] {
  const placements: Placement[] = [];
  let at: Position = { page: 0, y: page.firstTop };
  for (const group of keptTogether(blocks)) {
    if (!fits(at, group)) at = nextPage(at);
    for (const block of group) {
      if (!fits(at, [block])) at = nextPage(at);
      if (block.repeatedHead !== undefined && isHead(at)) {
        placements.push({ block: block.repeatedHead, ...at });
        at = { page: at.page, y: at.y + block.repeatedHead.height };
      }
      const y = at.y + (isHead(at) ? 0 : block.gap);
      placements.push({ block, page: at.page, y });
      at = { page: at.page, y: y + block.height };
    }
  }
  return placements;
}

/** Draws placed blocks, each as one element of the document's reading structure. */
export function drawPages(pdf: Pdf, placements: readonly Placement[]): void {
  let current = -1;
  for (const { block, page: number, y } of placements) {
    for (; current < number; current += 1) pdf.addPage();
    pdf.addStructure(pdf.struct(block.role, {}, () => block.draw(y)));
  }
}

/** Puts the running head (from the second page on) and the foot on every page, once their number is known. */
export function drawFurniture(pdf: Pdf, running: { readonly airline: string; readonly recordLocator: string }): void {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    pdf.markContent("Artifact", { type: "Pagination" });
    pdf.rect(0, 0, page.width, 5).fill(colours.accent);
    if (index > 0) drawRunningHead(pdf, running);
    drawFoot(pdf, running, `Page ${index + 1} of ${count}`);
    pdf.endMarkedContent();
  }
}

function drawRunningHead(pdf: Pdf, { airline, recordLocator }: { readonly airline: string; readonly recordLocator: string }): void {
  const locatorWidth = widthOf(pdf, recordLocator, styles.strong) + 2;
  write(pdf, airline, { ...styles.strong, x: page.left, y: 40, width: 300, oneLine: true });
  write(pdf, recordLocator, { ...styles.strong, x: page.right - locatorWidth, y: 40, width: locatorWidth, align: "right" });
  write(pdf, "Booking reference", { ...styles.small, x: page.right - locatorWidth - 156, y: 41, width: 150, align: "right" });
  rule(pdf, { x: page.left, y: 62, width: page.content });
}

function drawFoot(
  pdf: Pdf,
  { airline, recordLocator }: { readonly airline: string; readonly recordLocator: string },
  number: string,
): void {
  rule(pdf, { x: page.left, y: 804, width: page.content });
  write(pdf, `${recordLocator} · Electronic ticket and receipt · ${airline}`, {
    ...styles.small,
    x: page.left,
    y: 811,
    width: 400,
    oneLine: true,
  });
  write(pdf, number, { ...styles.small, x: page.right - 90, y: 811, width: 90, align: "right" });
}

type Position = Omit<Placement, "block">;

function isHead({ page: number, y }: Position): boolean {
  return y === (number === 0 ? page.firstTop : page.top);
}

function nextPage(at: Position): Position {
  return isHead(at) ? at : { page: at.page + 1, y: page.top };
}

function fits(at: Position, group: readonly Block[]): boolean {
  const height = group.reduce((sum, block) => sum + block.gap + block.height, 0);
  return at.y + height - (isHead(at) ? (group[0]?.gap ?? 0) : 0) <= page.bottom;
}

function keptTogether(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  let open = false;
  for (const block of blocks) {
    if (open) groups.at(-1)?.push(block);
    else groups.push([block]);
    open = block.keepWithNext ?? false;
  }
  return groups;
}
