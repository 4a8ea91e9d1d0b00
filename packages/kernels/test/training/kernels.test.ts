import { describe, expect, it } from "vitest";
import { trainingKernels } from "../../src/training.ts";

describe("trainingKernels", () => {
  it("works over a memory that grows", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { fill } = trainingKernels(memory);
    memory.grow(1);
    fill(70_000, 3, 5);
    expect([...new Float32Array(memory.buffer, 70_000, 5)]).toEqual([3, 3, 3, 3, 3]);
  });

  it("has no data of its own: a memory of no pages serves, and stays empty", () => {
    const memory = new WebAssembly.Memory({ initial: 0 });
    expect(Object.keys(trainingKernels(memory))).toContain("contract");
    expect(memory.buffer.byteLength).toBe(0);
  });

  it("takes relaxed SIMD where the engine has it and says so where not", () => {
    // Node has it by default since 22.
    const memory = new WebAssembly.Memory({ initial: 1 });
    const make = () => trainingKernels(memory, { relaxedSimd: true });
    if (Number(process.versions.node.split(".")[0]) >= 22) expect(make().gemm).toBeTypeOf("function");
    else expect(make).toThrow(new Error("trainingKernels: this engine has no WebAssembly relaxed SIMD"));
  });
});
