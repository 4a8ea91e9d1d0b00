import { OutOfMemory, useBackend } from "@eznas/kernels";
import { tinyModel } from "@eznas/stats/testing";
import { beforeAll, expect, test } from "vitest";
import { fisher, gradNorm, grasp, jacobCov, naswot, snip, swap, zico } from "../../src/index.ts";

beforeAll(() => useBackend("wasm"));

const samples = 2_000_000;
/** Pages that nobody touches cost the machine nothing. */
const batch = {
  images: { shape: [samples, 8, 8, 3], data: new Float32Array(samples * 192) },
  labels: new Uint8Array(samples),
};

test.each([fisher(), gradNorm(), grasp(), jacobCov(), naswot(), snip(), swap(), zico()])(
  "$name refuses a batch that memory has no room for",
  async (proxy) => {
    const refused = proxy.score(tinyModel(), batch, Math.random);
    await expect(refused).rejects.toThrow(OutOfMemory);
    await expect(refused).rejects.toThrow("the largest batch that fits is");
  },
);
