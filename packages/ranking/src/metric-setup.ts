import { loadSetup, type Setup, terminalTableOf, vocabularyOf } from "@eznas/program";
import { proxies, type ZeroCostProxy } from "@eznas/proxies";
import type { MetricOptions } from "./metric.ts";

/**
 * What the metrics of a setup may name, for `metric` and `metrics`: see `loadSetup` of `@eznas/program`.
 *
 * Throws a TypeError for a proxy that cannot score, and a RangeError for one with the name of a published one.
 *
 * @example
 * ```ts
 * import { metric, metricOptionsOf } from "@eznas/ranking";
 * import { proxy } from "@eznas/proxies";
 *
 * const depth = proxy({ name: "depth", measure: ({ layers }) => layers.length });
 * metric("-depth", metricOptionsOf({ proxies: [depth] })).kind; // → 'proxy'
 * ```
 */
export function metricOptionsOf(setup: Setup): MetricOptions {
  const own = (setup.proxies ?? []).map((proxy): ZeroCostProxy => {
    if (typeof (proxy as Partial<ZeroCostProxy>).score !== "function")
      throw new TypeError(`setup: "${proxy.name}" is no proxy; make it with proxy of @eznas/proxies`);
    if (proxies.some(({ name }) => name === proxy.name))
      throw new RangeError(`setup: there is a published proxy "${proxy.name}"; rename yours`);
    return proxy as ZeroCostProxy;
  });
  const table = terminalTableOf(setup);
  return { ...vocabularyOf(setup), ...(table && { table }), ...(own.length > 0 && { proxies: own }) };
}

/** The same of the module at an address, or nothing where there is none. */
export async function metricOptionsFrom(address: string | undefined): Promise<MetricOptions> {
  return address === undefined ? {} : metricOptionsOf(await loadSetup(address));
}
