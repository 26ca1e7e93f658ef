import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";

import { Env } from "./env.ts";
import { createMetrics } from "./observe/metrics.ts";

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, "../../../deploy", file), "utf8");
const known = new Set(Object.keys(Env.shape));
/** Read by the examples themselves, or by Node. */
const others = new Set(["POSTGRES_PASSWORD", "SKYHOLD_DOMAIN", "NODE_COMPILE_CACHE"]);

const Compose = z.object({
  services: z.record(z.string(), z.object({ image: z.string(), environment: z.record(z.string(), z.string()).optional() })),
});
const Pod = z.object({ containers: z.array(z.object({ name: z.string(), env: z.array(z.object({ name: z.string() })).default([]) })) });
const Resource = z.object({ kind: z.string(), spec: z.looseObject({ template: z.object({ spec: Pod }).optional() }) });

test("the examples for Docker and Kubernetes set only variables that are read", () => {
  const { services } = Compose.parse(parse(read("compose.yaml"), { merge: true }));
  const ours = Object.values(services).filter(({ image }) => image === "skyhold");
  const fromCompose = ours.flatMap(({ environment }) => Object.keys(environment ?? {}));
  const resources = parseAllDocuments(read("kubernetes.yaml")).map((document) => Resource.parse(document.toJS()));
  const fromKubernetes = resources.flatMap(
    ({ spec }) => spec.template?.spec.containers.flatMap(({ env }) => env.map(({ name }) => name)) ?? [],
  );
  const fromImage = [...read("Dockerfile").matchAll(/^(?:ENV )?\s*([A-Z_]{3,})=/gmu)].map(([, name = ""]) => name);

  expect(ours).toHaveLength(3);
  expect(resources.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["Job", "Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"]),
  );
  expect([...fromCompose, ...fromKubernetes, ...fromImage].filter((name) => !known.has(name) && !others.has(name))).toEqual([]);
});

test("every file that the examples run exists", () => {
  const named = ["compose.yaml", "kubernetes.yaml", "Dockerfile"].flatMap((file) => [
    ...read(file).matchAll(/apps\/api\/src\/[\w-]+\.ts/gu),
  ]);

  expect(named.length).toBeGreaterThan(5);
  for (const [file] of named) expect(() => read(path.join("..", file))).not.toThrow();
});

test("what the image runs imports only packages that are installed for production", () => {
  const root = path.resolve(import.meta.dirname, "../../..");
  const Manifest = z.object({
    dependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()).default({}),
  });
  const missing = ["apps/api", "packages/core", "packages/db"].flatMap((folder) => {
    const { dependencies, optionalDependencies } = Manifest.parse(
      JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8")),
    );
    const installed = new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies)]);
    const files = globSync("src/**/*.ts", { cwd: path.join(root, folder) }).filter(
      (file) => !/\.test\.ts$|testing|generated|simulation|torture|model-room|-samples/u.test(file),
    );
    return files.flatMap((file) =>
      [
        ...readFileSync(path.join(root, folder, file), "utf8").matchAll(
          /^(?:import|export) (?!type )[^"']*?from "((?:@[\w-]+\/)?\w[\w.-]*)/gmu,
        ),
      ]
        .map(([, name = ""]) => name)
        .filter((name) => name !== "node" && !installed.has(name))
        .map((name) => `${folder}/${file}: ${name}`),
    );
  });

  expect(missing).toEqual([]);
});

test("alerts and dashboard ask only for metrics that exist", async () => {
  const pool = { totalCount: 0, idleCount: 0, waitingCount: 0 };
  const observe = async () => ({ jobs: [], lagSeconds: 0, payments: [], audit: null });
  const told = await createMetrics({ pool, observe }).text();
  const names = new Set(
    [...told.matchAll(/^# TYPE (\w+) (\w+)/gmu)].flatMap(([, name = "", type]) =>
      type === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
  const { groups } = z
    .object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })) })
    .parse(parse(read("alerts.yaml")));
  const { panels } = z
    .object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) })
    .parse(JSON.parse(read("grafana-dashboard.json")));
  const asked = [...groups.flatMap(({ rules }) => rules), ...panels.flatMap(({ targets }) => targets)].map(({ expr }) => expr);
  const used = asked.flatMap((expr) => expr.match(/\b(?:skyhold|nodejs|process)_\w+/gu) ?? []);

  expect(used.length).toBeGreaterThan(15);
  expect(used.filter((name) => !names.has(name))).toEqual([]);
});
