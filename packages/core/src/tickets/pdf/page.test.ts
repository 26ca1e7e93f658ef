import { array, assert, boolean, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { page, placeBlocks } from "./page.ts";
import type { Block } from "./page.ts";

const block = (rest: Partial<Block>): Block => ({ height: 100, gap: 10, role: "P", draw: () => undefined, ...rest });

const blocks = array(
  record({ height: integer({ min: 1, max: 600 }), gap: integer({ min: 0, max: 40 }), keepWithNext: boolean() }).map(block),
  { maxLength: 40 },
);

test("no block is cut, overlaps another or changes its place in the order", () => {
  assert(
    property(blocks, (list) => {
      const placements = placeBlocks(list);
      expect(placements.map((placement) => placement.block)).toEqual(list);
      for (const { block: placed, y } of placements) expect(y + placed.height).toBeLessThanOrEqual(page.bottom);
      for (const [index, above] of placements.slice(0, -1).entries()) {
        const below = placements.slice(index + 1).filter((placement) => placement.page === above.page);
        expect(Math.min(...below.map((placement) => placement.y))).toBeGreaterThanOrEqual(above.y + above.block.height);
      }
    }),
  );
});

test("a heading goes to the next page with what it heads", () => {
  const placements = placeBlocks([block({ height: 650 }), block({ height: 20, keepWithNext: true }), block({ height: 90 })]);
  expect(placements.map((placement) => placement.page)).toEqual([0, 1, 1]);
});

test("a table that goes on to another page begins there with its head", () => {
  const head = block({ height: 30, gap: 0 });
  const rows = Array.from({ length: 12 }, () => block({ height: 100, gap: 0, repeatedHead: head }));
  const placements = placeBlocks([block({ height: 20 }), ...rows]);
  const second = placements.filter((placement) => placement.page === 1);
  expect(second[0]).toMatchObject({ block: head, y: page.top });
  expect(second[1]?.y).toBe(page.top + head.height);
});

test("blocks that must stay together but exceed a page are parted between blocks", () => {
  const placements = placeBlocks(Array.from({ length: 20 }, () => block({ keepWithNext: true })));
  expect(new Set(placements.map((placement) => placement.page)).size).toBe(4);
});
