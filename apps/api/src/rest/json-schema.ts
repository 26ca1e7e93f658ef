import { z } from "zod";

/** The part of JSON Schema (draft 2020-12, as in OpenAPI 3.1) that zod writes for our inputs and outputs. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

const AnySchema = z.custom<JsonSchema>();

/** What a caller sends: every field, with those that have a default left to be left out. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return toJsonSchema(schema, { io: "input" });
}

/** What is answered, as JSON: an instant is text of RFC 3339. Schemas with a name stand under `$defs`. */
export function outputSchema(schema: z.ZodType, nameOf: (schema: z.core.$ZodType) => string | undefined = () => undefined): JsonSchema {
  const named = Object.assign(z.registry<z.GlobalMeta>(), {
    get: (each: z.core.$ZodType) => {
      const id = nameOf(each);
      return { ...z.globalRegistry.get(each), ...(id !== undefined && { id }) };
    },
  });
  return toJsonSchema(schema, { io: "output", metadata: named });
}

function toJsonSchema(schema: z.ZodType, options: Pick<z.core.ToJSONSchemaParams, "io" | "metadata">): JsonSchema {
  const { $schema: _, ...written } = z.toJSONSchema(schema, {
    ...options,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: "string", format: "date-time" });
      // The format says it in a word; zod's pattern for it is longer than all the rest of a field.
      if (jsonSchema.format === "date") delete jsonSchema.pattern;
    },
  });
  return AnySchema.parse(written);
}
