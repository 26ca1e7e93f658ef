import { chromium } from "playwright-core";
const base = "http://localhost:4088/admin";
const out = "/tmp/o2shots";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const log = [];
async function win(theme, width, height) {
  const context = await browser.newContext({ colorScheme: theme, reducedMotion: "reduce", viewport: { width, height } });
  const page = await context.newPage();
  page.on("pageerror", (e) => log.push(String(e)));
  page.on("console", (m) => m.type() === "error" && log.push(page.url() + " " + m.text()));
  await page.goto(base + "/");
  await page.getByLabel("E-mail").fill("admin@skyhold.example");
  await page.getByLabel("Password").fill("a-jump-seat");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1 }).filter({ hasNotText: "Sign in" }).waitFor();
  return page;
}
const shot = async (page, name, full = false) => {
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${out}/${name}.png`, fullPage: full });
};
const which = process.argv[2];
const desk = await win("light", 1440, 900);
const tomorrow = new Date(Date.now() + 3 * 864e5).toISOString().slice(0, 10);
try {
  if (which === "sell") {
    await desk.goto(`${base}/sell`);
    await desk.getByLabel("From").fill("CDG");
    await desk.getByLabel("To").fill("LHR");
    await desk.getByLabel("Day, where").fill(tomorrow);
    await desk.getByLabel("Adults").fill("2");
    await desk.getByRole("button", { name: "Find flights" }).click();
    await desk
      .getByRole("button", { name: /^Hold / })
      .first()
      .waitFor();
    await shot(desk, "sell");
    await desk
      .getByRole("button", { name: /^Hold / })
      .first()
      .click();
    await desk.getByLabel(/e-mail address/).fill("caller@example.com");
    await shot(desk, "hold");
    await desk.getByRole("button", { name: "Hold the seats" }).click();
    await desk.getByRole("link", { name: "Go on to the booking" }).waitFor();
    await shot(desk, "held");
    await desk.getByRole("link", { name: "Go on to the booking" }).click();
    await desk.getByRole("button", { name: "Name passengers" }).click();
    await desk.getByLabel("Given name").nth(0).fill("Ana");
    await shot(desk, "people");
    for (const [i, n] of [
      ["0", "Novák"],
      ["1", "Lima"],
    ]) {
      await desk.getByLabel("Given name").nth(+i).fill("Ana");
      await desk.getByLabel("Surname").nth(+i).fill(n);
      await desk.getByLabel("Born").nth(+i).fill("1990-05-17");
    }
    await desk.getByRole("button", { name: "Save the names" }).click();
    await desk.getByText("Novák").first().waitFor();
    await desk.getByRole("button", { name: "Open the payment" }).click();
    await desk.getByRole("dialog").getByRole("button", { name: "Open the payment" }).click();
    await desk.getByText("Awaiting payment").first().waitFor();
    await shot(desk, "booking", true);
    console.log(desk.url());
  }
  if (which === "list") {
    for (const [name, path] of [
      ["today", "/"],
      ["bookings", "/bookings"],
      ["flights", "/flights"],
      ["payments", "/money?tab=payments"],
      ["jobs", "/jobs"],
      ["messages", "/messages"],
      ["users", "/users"],
      ["invariants", "/invariants"],
      ["audit", "/audit"],
      ["disputes", "/money?tab=disputes"],
      ["differences", "/money?tab=differences"],
    ]) {
      await desk.goto(base + path);
      await desk.waitForTimeout(800);
      await shot(desk, name);
    }
  }
} catch (e) {
  console.log(e.message);
  await shot(desk, "failed");
}
console.log(log);
await browser.close();
