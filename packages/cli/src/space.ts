import { type NasBench201Architecture, nasBench201, type Space } from "@eznas/spaces";

/** The space of a name, as the commands take it by `--space`; throws a `RangeError` that lists the names. */
export function spaceNamed(name: string, options: { readonly classes?: number }): Space<NasBench201Architecture> {
  if (name !== "nas-bench-201") throw new RangeError(`--space: "${name}" is unknown; the spaces are nas-bench-201`);
  return nasBench201(options);
}
