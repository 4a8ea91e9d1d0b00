import { expect, test } from "vitest";
import { proxies, proxyNamed } from "../src/index.ts";

test("every name is of one proxy, which is found by it", () => {
  for (const proxy of proxies) expect(proxyNamed(proxy.name)).toBe(proxy);
  expect(new Set(proxies.map(({ name }) => name)).size).toBe(proxies.length);
});

test("another name is refused, with those that there are", () => {
  expect(() => proxyNamed("synaptic")).toThrow(
    new RangeError(
      'proxyNamed: there is no "synaptic"; there are params, flops, grad_norm, snip, grasp, fisher, synflow, ' +
        "jacob_cov, naswot, zen, zico, swap, meco, az_expressivity, az_progressivity, az_trainability, l2_norm, plain, " +
        "epe_nas, gradsign, ntk_condition, linear_regions, vkdnw, vkdnw_single, zico_bc",
    ),
  );
});
