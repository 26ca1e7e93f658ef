import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";

import { fastify } from "fastify";
import { afterAll, expect, test } from "vitest";

import { adminPages } from "./admin-pages.ts";

const folder = mkdtempSync(path.join(tmpdir(), "skyhold-admin-"));
mkdirSync(path.join(folder, "assets"));
writeFileSync(path.join(folder, "index.html"), "<title>Skyhold back office</title>");
writeFileSync(path.join(folder, "assets/index-1a2b.js"), "export {};");
writeFileSync(path.join(folder, "assets/index-1a2b.js.br"), brotliCompressSync("export {};"));
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(built: string) {
  const server = fastify();
  await server.register((scope) => adminPages(scope, built), { prefix: "/admin" });
  return server;
}

test("every address of the back office is answered by its page, which may run nothing but its own files", async () => {
  const server = await serve(folder);
  for (const url of ["/admin", "/admin/", "/admin/bookings?state=held", "/admin/flights/flt_1"]) {
    const { statusCode, headers, body } = await server.inject(url);
    expect({ url, statusCode }).toEqual({ url, statusCode: 200 });
    expect(body).toContain("Skyhold back office");
    expect(headers["cache-control"]).toBe("no-cache");
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'; style-src 'self' ");
  }
});

test("a file that tells its content by its name is kept for a year, and one that is not there is not the page", async () => {
  const server = await serve(folder);
  const { headers } = await server.inject("/admin/assets/index-1a2b.js");
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect((await server.inject("/admin/assets/index-9z9z.js")).statusCode).toBe(404);
  expect((await server.inject("/admin/..%2f..%2fpackage.json")).statusCode).not.toBe(200);
  expect((await server.inject({ method: "POST", url: "/admin/" })).statusCode).toBe(404);
});

test("whoever takes it gets a file as the build has compressed it, with the same headers", async () => {
  const server = await serve(folder);
  const url = "/admin/assets/index-1a2b.js";
  const { headers, rawPayload } = await server.inject({ url, headers: { "accept-encoding": "gzip, br" } });
  expect(brotliDecompressSync(rawPayload).toString()).toBe("export {};");
  expect(headers).toMatchObject({ "content-encoding": "br", "cache-control": "public, max-age=31536000, immutable" });
  expect(headers["content-type"]).toMatch(/javascript/u);
  expect((await server.inject(url)).headers["content-encoding"]).toBeUndefined();
});

test("without a build there is no back office", async () => {
  const server = await serve(path.join(folder, "nowhere"));
  expect((await server.inject("/admin/")).statusCode).toBe(404);
});
