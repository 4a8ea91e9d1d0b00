import { ready } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Plan } from "./pass.ts";
import type { ScoreOptions, ZeroCostProxy } from "./proxy.ts";
import { runPlans, settled } from "./run-plans.ts";
import type { Batch, ProxyScore, Rng } from "./score.ts";
import { subjectOf } from "./subject.ts";

/**
 * A network's scores under several proxies, in their order: each is to the bit what the proxy's own `score` gives,
 * but a pass over
 * the network that several of them read is run once.
 *
 * `grad_norm`, `snip`, `fisher` and `grasp` read one forward and backward pass, `jacob_cov` its forward part,
 * `naswot` and `swap` too;
 * the three of AZ-NAS read one. `stream` is called once for every proxy and has to begin the same random numbers
 * each time.
 *
 * Rejects with the first error that a proxy's own `score` would reject with; {@link settleProxies} tells those that
 * reject from the others.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { useBackend } from "@eznas/kernels";
 * import { fisher, gradNorm, scoreProxies, snip } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("wasm");
 * const images = { shape: [2, 8, 8, 3], data: Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)) };
 * const batch = { images, labels: [0, 2] };
 * const scores = await scoreProxies([gradNorm(), snip(), fisher()], tinyModel(), batch, () => seeded(1));
 * scores.map(({ ok }) => ok); // → [ true, true, true ]
 * ```
 */
export async function scoreProxies(
  proxies: readonly ZeroCostProxy[],
  model: LayersModel,
  batch: Batch,
  stream: () => Rng,
  options: ScoreOptions = {},
): Promise<readonly ProxyScore[]> {
  const results = await settleProxies(proxies, model, batch, stream, options);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/**
 * The same where proxies are not to spoil each other: for each what `Promise.allSettled` has of its own `score`.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { useBackend } from "@eznas/kernels";
 * import { naswot, settleProxies, swap } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("wasm");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * const results = await settleProxies([naswot(), swap()], tinyModel(), { images }, () => seeded(1));
 * results.map(({ status }) => status); // → [ 'rejected', 'fulfilled' ]
 * ```
 */
export async function settleProxies(
  proxies: readonly ZeroCostProxy[],
  model: LayersModel,
  batch: Batch,
  stream: () => Rng,
  options: ScoreOptions = {},
): Promise<readonly PromiseSettledResult<ProxyScore>[]> {
  await ready();
  const made = new Map();
  const outcomes: (PromiseSettledResult<ProxyScore> | Plan)[] = [];
  for (const proxy of proxies) {
    if (!proxy.plan) {
      const [outcome] = await Promise.allSettled([proxy.score(model, batch, stream(), options)]);
      outcomes.push(outcome);
      continue;
    }
    const planned = settled(() => proxy.plan!(subjectOf(model, batch, stream(), options.vanishedGradients, made)));
    if (planned.status === "rejected") outcomes.push(planned);
    else if ("ok" in planned.value) outcomes.push({ status: "fulfilled", value: planned.value });
    else outcomes.push(planned.value);
  }
  const plans = outcomes.filter((outcome): outcome is Plan => !("status" in outcome));
  const results = await runPlans(plans, options.engine ?? "auto");
  let next = 0;
  return outcomes.map((outcome) => ("status" in outcome ? outcome : results[next++]!));
}
