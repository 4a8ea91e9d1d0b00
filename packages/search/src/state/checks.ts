/** What fields of a file must be, and the error that names the one that is not. */

/** A checkpoint that is damaged, or of another run; the message names the field. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}

/** Throws unless the value at a place is what it must be. */
export type Check = (value: unknown, at: string) => void;

export function demand(holds: boolean, at: string, expected: string, value: unknown): void {
  if (holds) return;
  const got = value === undefined ? "but it is missing" : `got ${shown(value)}`;
  throw new CheckpointError(`${at || "it"} must be ${expected}, ${got}`);
}

function shown(value: unknown): string {
  if (typeof value === "number") return String(value); // JSON has no infinity
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export const number: Check = (value, at) => demand(Number.isFinite(value), at, "a finite number", value);
export const count: Check = (value, at) =>
  demand(Number.isSafeInteger(value) && (value as number) >= 0, at, "a whole number from 0 up", value);
export const text: Check = (value, at) => demand(typeof value === "string", at, "a text", value);

export const exactly =
  (...known: readonly unknown[]): Check =>
  (value, at) =>
    demand(known.includes(value), at, known.map(shown).join(" or "), value);

export const textOr =
  (other: null): Check =>
  (value, at) =>
    demand(typeof value === "string" || value === other, at, "a text or null", value);

export const list =
  (of: Check): Check =>
  (value, at) => {
    demand(Array.isArray(value), at, "a list", value);
    for (const [i, entry] of (value as readonly unknown[]).entries()) of(entry, `${at}[${i}]`);
  };

/** An object with at least these fields. */
export const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    demand(typeof value === "object" && value !== null && !Array.isArray(value), at, "an object", value);
    for (const [name, check] of Object.entries(fields))
      check((value as Readonly<Record<string, unknown>>)[name], at === "" ? name : `${at}.${name}`);
  };

export const optional =
  (of: Check): Check =>
  (value, at) =>
    value === undefined ? undefined : of(value, at);

export const both =
  (...checks: readonly Check[]): Check =>
  (value, at) => {
    for (const check of checks) check(value, at);
  };

/** A field decides what the others are. */
export const byField =
  (name: string, cases: readonly (readonly [unknown, Check])[]): Check =>
  (value, at) => {
    record({ [name]: exactly(...cases.map(([known]) => known)) })(value, at);
    const found = (value as Readonly<Record<string, unknown>>)[name];
    cases.find(([known]) => known === found)![1](value, at);
  };

/** One of two things. */
export const either =
  (one: Check, other: Check): Check =>
  (value, at) => {
    try {
      one(value, at);
    } catch {
      other(value, at);
    }
  };
