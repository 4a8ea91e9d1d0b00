import type { Initialization } from "./blocks/initialization.ts";
import { anyNet } from "./choice-spaces/any-net.ts";
import { mobileNet } from "./choice-spaces/mobile-net.ts";
import { residualActivations } from "./choice-spaces/residual-activations.ts";
import { residualDepths } from "./choice-spaces/residual-depths.ts";
import { residualNorms } from "./choice-spaces/residual-norms.ts";
import { stack } from "./choice-spaces/stack.ts";
import { visionTransformer } from "./choice-spaces/vision-transformer.ts";
import { fashion201 } from "./fashion-201/fashion-201.ts";
import { nasBench101 } from "./nas-bench-101/nas-bench-101.ts";
import { nasBench201 } from "./nas-bench-201/nas-bench-201.ts";
import { nasBenchMacro } from "./nas-bench-macro/nas-bench-macro.ts";
import { natsBenchSss } from "./nats-bench-sss/nats-bench-sss.ts";
import { amoeba } from "./nds/amoeba.ts";
import type { NdsOptions } from "./nds/cell-space.ts";
import { darts } from "./nds/darts.ts";
import { enas } from "./nds/enas.ts";
import { nasBench301 } from "./nds/nas-bench-301.ts";
import { nasNet } from "./nds/nasnet.ts";
import type { NdsForm } from "./nds/network.ts";
import { pnas } from "./nds/pnas.ts";
import { definitions } from "./small-spaces/definitions.ts";
import type { Space } from "./space.ts";
import { transNasBench101Macro } from "./trans-nas-bench-101/macro.ts";
import { transNasBench101Micro } from "./trans-nas-bench-101/micro.ts";

/** What spaces may be told, each space some of it; what is left out is the space's own. */
export interface SpaceOptions {
  readonly classes?: number;
  /** Height and width of an image. */
  readonly resolution?: number;
  /** Channels after the stem. */
  readonly channels?: number;
  /** Cells in a stage or module. */
  readonly cells?: number;
  /** How fresh weights are drawn. */
  readonly initialization?: Initialization;
  /** What widths are drawn, where networks of the space differ in width. */
  readonly widths?: readonly number[];
  /** What depths are drawn, where networks of the space differ in depth. */
  readonly depths?: readonly number[];
}

type Option = keyof SpaceOptions;

interface Entry {
  readonly takes: readonly Option[];
  /** An architecture goes back only to the space that it came from, so that nobody needs to know its kind. */
  readonly make: (options: SpaceOptions) => Space<unknown>;
}

const fixed: readonly Option[] = ["classes", "resolution", "initialization"];
const skeleton: readonly Option[] = [...fixed, "channels", "cells"];
const drawn: readonly Option[] = [...fixed, "widths", "depths"];

const nds = (make: (options: NdsOptions) => Space<unknown>, form: NdsForm = "cifar"): Entry => ({
  takes: drawn,
  make: (options) => make({ ...options, form }),
});

/** Of each small space its networks in the size that its table is of; `small-stack` is `stack` as it was trained. */
const small = (): Readonly<Record<string, Entry>> =>
  Object.fromEntries(
    definitions.map(({ name: base, space }): [string, Entry] => {
      const name = `small-${base}`;
      return [name, { takes: [], make: () => ({ ...space(), name }) }];
    }),
  );

/** The spaces of the command line by name. */
const spaces: Readonly<Record<string, Entry>> = {
  "nas-bench-101": { takes: skeleton, make: nasBench101 },
  "nas-bench-201": { takes: skeleton, make: nasBench201 },
  "fashion-201": { takes: [], make: () => fashion201().space },
  "nats-bench-sss": { takes: fixed, make: natsBenchSss },
  "nas-bench-macro": { takes: [...fixed, "channels"], make: nasBenchMacro },
  "nas-bench-301": nds(nasBench301),
  "nds-darts": nds(darts),
  "nds-amoeba": nds(amoeba),
  "nds-enas": nds(enas),
  "nds-pnas": nds(pnas),
  "nds-nasnet": nds(nasNet),
  "nds-darts-stemless": nds(darts, "stemless"),
  "nds-darts-in": nds(darts, "imagenet"),
  "nds-amoeba-in": nds(amoeba, "imagenet"),
  "nds-enas-in": nds(enas, "imagenet"),
  "nds-pnas-in": nds(pnas, "imagenet"),
  "nds-nasnet-in": nds(nasNet, "imagenet"),
  "trans-nas-bench-101-micro": { takes: skeleton, make: transNasBench101Micro },
  "trans-nas-bench-101-macro": { takes: skeleton, make: transNasBench101Macro },
  stack: { takes: [...drawn, "channels"], make: stack },
  "any-net-x": { takes: [...drawn, "channels"], make: anyNet },
  "mobile-net": { takes: [...fixed, "channels", "depths"], make: mobileNet },
  "residual-depths": { takes: [...fixed, "channels", "depths"], make: residualDepths },
  "residual-activations": { takes: [...fixed, "channels"], make: residualActivations },
  "residual-norms": { takes: [...fixed, "channels"], make: residualNorms },
  "vision-transformer": { takes: drawn, make: visionTransformer },
  .../* @__PURE__ */ small(),
};

export const spaceNames: readonly string[] = /* @__PURE__ */ Object.keys(spaces);

/**
 * The search space of that name, with the options that are given.
 *
 * Throws a RangeError that lists the names when there is none, or that lists what the space takes for an option that it
 * has not; the space itself refuses values out of range.
 *
 * @example
 * ```ts
 * import { spaceNamed } from "@eznas/spaces/named";
 *
 * spaceNamed("nas-bench-201", { classes: 100 }).size; // → 15625
 * spaceNamed("nds-darts-in").inputShape; // → [ 224, 224, 3 ]
 * ```
 */
export function spaceNamed(name: string, options: SpaceOptions = {}): Space<unknown> {
  if (!Object.hasOwn(spaces, name))
    throw new RangeError(`space: "${name}" is unknown; the spaces are ${spaceNames.join(", ")}`);
  const { takes, make } = spaces[name]!;
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const stranger = Object.keys(given).find((option) => !takes.includes(option as Option));
  if (stranger !== undefined)
    throw new RangeError(
      `space: ${name} has no option "${stranger}"; ` +
        `${takes.length > 0 ? `its options are ${takes.join(", ")}` : "it takes none"}`,
    );
  return make(given);
}

/** Whether a space is meant by the address of a module, not by its name. */
export const isModuleAddress = (name: string): boolean => /^[a-z]+:/.test(name);

/** What every space has, for a word on one that lacks it. */
const parts = ["parse", "format", "sample", "mutate", "build", "params", "flops"] as const;

/**
 * The search space of that name, or that of a module of one's own: `name` is then the module's address, and its default
 * export a {@link Space} or a function from {@link SpaceOptions} to one. So spaces of one's own get to worker threads.
 *
 * Rejects as {@link spaceNamed} throws, and with a TypeError for a module whose default export is no space, which it
 * names; with the error of the import for a module that cannot be loaded.
 *
 * @example
 * ```ts
 * import { findSpace } from "@eznas/spaces/named";
 *
 * const space = await findSpace("nas-bench-201", { classes: 100 });
 * space.size; // → 15625
 * ```
 */
export async function findSpace(name: string, options: SpaceOptions = {}): Promise<Space<unknown>> {
  if (!isModuleAddress(name)) return spaceNamed(name, options);
  const { default: exported } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as {
    default?: unknown;
  };
  const given = Object.keys(options).filter((option) => options[option as Option] !== undefined);
  if (typeof exported !== "function" && given.length > 0)
    throw new RangeError(
      `space: ${name} exports a space and no function, so it takes no options, but was given ${given.join(", ")}`,
    );
  const space: unknown = typeof exported === "function" ? exported(options) : exported;
  const has = (part: string): boolean => typeof (space as Record<string, unknown> | undefined)?.[part] === "function";
  const missing = parts.filter((part) => !has(part));
  if (missing.length > 0)
    throw new TypeError(
      `space: the default export of ${name} must be a Space of @eznas/spaces or a function that returns one, ` +
        `but it lacks ${missing.join(", ")}`,
    );
  return space as Space<unknown>;
}
