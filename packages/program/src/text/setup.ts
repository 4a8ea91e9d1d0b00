/**
 * A module of one's own that says what metrics may name, for commands and for threads, to which no function can be
 * sent.
 */
import { suggest } from "@eznas/gp";
import type { StatisticName, TerminalTable } from "@eznas/stats";
import type { Vocabulary } from "./vocabulary.ts";

/** What the default export of such a module may have; what it leaves out is as ever. */
export interface Setup extends Partial<Omit<Vocabulary<string>, "terminals">> {
  /** Names that trees may read or, so that they can be captured too, a table that `extendTerminals` of `@eznas/stats` made. */
  readonly terminals?: readonly string[] | TerminalTable;
  /** Proxies that metrics may name beside the published ones: those of `@eznas/proxies` and what its `proxy` makes. */
  readonly proxies?: readonly { readonly name: string }[];
}

type Field = keyof Setup;

const isTable = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const isNames = (value: unknown): boolean => Array.isArray(value) && value.every((name) => typeof name === "string");
const isNamed = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof (one as { name?: unknown } | null)?.name === "string");

const fields: Readonly<Record<Field, readonly [is: (value: unknown) => boolean, what: string]>> = {
  ops: [isTable, "a table of operations, as extendOps of @eznas/ops makes"],
  terminals: [
    (value) => isNames(value) || isTable(value),
    "a list of names, or a table of terminals, as extendTerminals of @eznas/stats makes",
  ],
  toScalars: [isTable, "a table of reductions, as extendReductions of @eznas/program makes"],
  aggregates: [isTable, "a table of reductions, as extendReductions of @eznas/program makes"],
  patterns: [isTable, "a table of patterns by name, as patternTable of @eznas/program makes"],
  proxies: [isNamed, "a list of proxies, as proxy of @eznas/proxies makes"],
};

/**
 * Loads such a module by its address. What it does while it loads is done, too: `serialization.registerClass` of tfjs
 * for layers of one's own.
 *
 * Rejects with the error of the import for a module that cannot be loaded, and with a TypeError, which names the module
 * and the field, for a default export that is no {@link Setup}. A module without a default export sets nothing up but
 * what it does by itself.
 *
 * @example
 * ```ts
 * import { loadSetup } from "@eznas/program";
 *
 * const source = 'export default { terminals: ["T3", "T3G_D"] }';
 * const setup = await loadSetup(`data:text/javascript,${encodeURIComponent(source)}`);
 * setup.terminals; // → [ 'T3', 'T3G_D' ]
 * ```
 */
export async function loadSetup(address: string): Promise<Setup> {
  const { default: setup = {} } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ address)) as {
    default?: unknown;
  };
  const fail = (problem: string): never => {
    throw new TypeError(`setup: the default export of ${address} ${problem}`);
  };
  if (!isTable(setup)) return fail("must be an object of operations, terminals, patterns and so on");
  for (const [field, value] of Object.entries(setup as object)) {
    // What options of a program have besides, such as a toScalar, is for those who make one.
    if (!Object.hasOwn(fields, field)) {
      if (heads.has(field)) continue;
      fail(`has "${field}", which nobody reads; ${suggest(field, Object.keys(fields))}`);
    }
    const [is, what] = fields[field as Field];
    if (value !== undefined && !is(value)) fail(`must have ${what} as ${field}`);
  }
  return setup as Setup;
}

const heads: ReadonlySet<string> = new Set(["toScalar", "aggregate", "pattern", "sign"]);

/**
 * What of a setup `program` reads a text by. Terminals that are not of the 22 are typed as if they were: who captures
 * or reads statistics says whether there are such.
 *
 * @example
 * ```ts
 * import { program, vocabularyOf } from "@eznas/program";
 *
 * program("JX_D", vocabularyOf({ terminals: ["T3", "JX_D"] })).terminals; // → [ 'T3', 'JX_D' ]
 * ```
 */
export function vocabularyOf({ ops, terminals, toScalars, aggregates, patterns }: Setup): Partial<Vocabulary> {
  return {
    ...(ops && { ops }),
    ...(terminals && { terminals: namesOf(terminals) as readonly StatisticName[] }),
    ...(toScalars && { toScalars }),
    ...(aggregates && { aggregates }),
    ...(patterns && { patterns }),
  };
}

const namesOf = (terminals: NonNullable<Setup["terminals"]>): readonly string[] =>
  Array.isArray(terminals) ? terminals : Object.keys(terminals);

/** How the terminals of a setup are captured, where it says so. */
export function terminalTableOf({ terminals }: Setup): TerminalTable | undefined {
  return Array.isArray(terminals) ? undefined : (terminals as TerminalTable | undefined);
}
