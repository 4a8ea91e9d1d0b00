import { optionEntries, type SearchOption, type ValueKind } from "./options.ts";

/** The JSON Schema of a search's configuration file, for editors; `search.schema.json` of this package is its text. */
export function searchSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of eznas search",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(optionEntries.map(([name, option]) => [name, propertyOf(name, option)])),
  };
}

function propertyOf(name: string, { kind, description, default: value }: SearchOption) {
  // How many threads there are depends on the machine.
  return { description, ...typeOf(kind), ...(value !== undefined && name !== "workers" && { default: value }) };
}

const text = { type: "string", minLength: 1 } as const;

function typeOf(kind: ValueKind): Readonly<Record<string, unknown>> {
  switch (kind.type) {
    case "whole":
      return { type: "integer", minimum: kind.least };
    case "text":
    case "path":
      return text;
    case "paths":
      return { anyOf: [text, { type: "array", minItems: 1, items: text }] };
    case "names": {
      const item = { anyOf: [{ enum: ["all", "standard", "between-samples", ...kind.known] }, text] };
      return { anyOf: [item, { type: "array", minItems: 1, items: item }] };
    }
    case "choice":
      return { enum: kind.of };
    case "weights":
      return {
        type: "object",
        minProperties: 1,
        additionalProperties: false,
        properties: Object.fromEntries(kind.of.map((name) => [name, { type: "number", minimum: 0 }])),
      };
  }
}
