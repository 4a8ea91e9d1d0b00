import { type NasBench201Architecture, type NasBench201Options, nasBench201, type Space } from "@eznas/spaces";

/** The spaces of the command line by name. */
const spaces: Readonly<Record<string, (options: NasBench201Options) => Space<NasBench201Architecture>>> = {
  "nas-bench-201": nasBench201,
};

export const spaceNames: readonly string[] = Object.keys(spaces);

/**
 * The space of a name, as the commands take it by `--space`; throws a `RangeError` that lists the names.
 *
 * @example
 * ```ts
 * import { spaceNamed } from "eznas";
 *
 * spaceNamed("nas-bench-201", { classes: 100 }).size; // → 15625
 * ```
 */
export function spaceNamed(name: string, options: NasBench201Options = {}): Space<NasBench201Architecture> {
  if (!Object.hasOwn(spaces, name))
    throw new RangeError(`space: "${name}" is unknown; the spaces are ${spaceNames.join(", ")}`);
  return spaces[name]!(options);
}
