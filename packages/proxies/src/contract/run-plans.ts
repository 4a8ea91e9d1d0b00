import type { EngineChoice } from "@eznas/engine";
import type { Pass, Plan } from "./pass.ts";
import { runPass } from "./run-pass.ts";
import type { ProxyScore } from "./score.ts";

/** The scores of plans over one network, each as if it were alone; passes that several read run once. */
export async function runPlans(
  plans: readonly Plan[],
  engine: EngineChoice,
): Promise<readonly PromiseSettledResult<ProxyScore>[]> {
  const passes = new Map<string, { readonly pass: Pass<unknown>; readonly readers: unknown[] }>();
  for (const { pass, reader } of plans.flatMap(({ readings }) => readings)) {
    const known = passes.get(pass.key);
    // Plans that share a reader, for what it reads is the same for both.
    if (known?.readers.includes(reader)) continue;
    if (known) known.readers.push(reader);
    else passes.set(pass.key, { pass: pass as Pass<unknown>, readers: [reader] });
  }
  const broken = new Map<string, unknown>();
  for (const [key, { pass, readers }] of passes)
    await runPass(pass, readers, engine).catch((error: unknown) => broken.set(key, error));
  return plans.map((plan) => {
    const failed = plan.readings.find(({ pass }) => broken.has(pass.key));
    if (failed) return { status: "rejected", reason: broken.get(failed.pass.key) };
    return settled(() => judged(plan.score()));
  });
}

/** A number as a score, where it is one. */
export function judged(measured: number | ProxyScore): ProxyScore {
  if (typeof measured !== "number") return measured;
  if (Number.isFinite(measured)) return { ok: true, value: measured };
  return { ok: false, reason: "non-finite", detail: `the score is ${measured}` };
}

export function settled<T>(make: () => T): PromiseSettledResult<T> {
  try {
    return { status: "fulfilled", value: make() };
  } catch (reason) {
    return { status: "rejected", reason };
  }
}
