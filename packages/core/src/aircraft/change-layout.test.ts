import { expect, test } from "vitest";

import { startSupply } from "../testing/supply.ts";
import { changeLayout, ChangeLayoutInput } from "./change-layout.ts";

test("seats that are pointed at are written in the notation, and what cannot be so is refused at its field", async () => {
  await using stage = await startSupply();
  const change = (input: object) =>
    changeLayout(
      stage.staff,
      ChangeLayoutInput.parse({ layout: "J 1-2 AC-DF; Y 3-9 ABC-DEF", seats: ["5A"], feature: "exit", on: true, ...input }),
    );
  const path = async (input: object) =>
    change(input).then(String, (error: unknown) => (error as { details: { fields: { path: string }[] } }).details.fields[0]?.path);

  expect(await change({})).toEqual({ layout: "J 1-2 AC-DF; Y 3-9 ABC-DEF exit 5A" });
  expect(await change({ seats: ["9A"], feature: "seat", on: false })).toEqual({ layout: "J 1-2 AC-DF; Y 3-9 ABC-DEF without 9A" });
  expect(await path({ seats: ["12A"] })).toBe("seats");
  expect(await path({ layout: "Y 3-9" })).toBe("layout");
  expect(await path({ layout: "Y 3 AC-DF", seats: ["3A"], feature: "row", on: false })).toBe("seats");
  expect(ChangeLayoutInput.safeParse({ layout: "Y 3 AC-DF", seats: ["3I"], feature: "exit", on: true }).success).toBe(false);
});
