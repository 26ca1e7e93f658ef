import { expect, test } from "vitest";

import { deviceName } from "../src/design/device-name.ts";

const chrome = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const safari =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

test("a device is called what people call it, and a program that is no browser by its own words", () => {
  expect([chrome, safari, firefox].map(deviceName)).toEqual(["Chrome 142 on macOS", "Safari 18 on iOS", "Firefox 145 on Linux"]);
  expect(["node", "curl/8.17.0", "SkyholdKiosk/3 (gate 12)", "?", "Mozilla/5.0"].map(deviceName)).toEqual([
    "node",
    "curl/8.17.0",
    "SkyholdKiosk/3 (gate 12)",
    "?",
    "Mozilla/5.0",
  ]);
});
