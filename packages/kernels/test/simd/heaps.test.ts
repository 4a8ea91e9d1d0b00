import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { OutOfMemory, useBackend } from "../../src/index.ts";
import { heaps } from "../../src/simd/heaps.ts";
import { trainingRelaxed } from "../../src/wasm/training-relaxed.ts";

interface Internals {
  readonly wasm: { readonly asm: object; readonly _malloc: (bytes: number) => number };
  readonly dataIdMap: { get(id: object): object };
}

const plain = { simd: true, relaxedSimd: false };
const internals = () => tf.backend() as tf.KernelBackend & Internals;

beforeAll(async () => {
  await useBackend("wasm");
});
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The backend with something else in the place of one of its parts. */
function altered(change: (original: Internals) => object): tf.KernelBackend {
  const original = internals();
  return Object.assign(Object.create(original) as tf.KernelBackend, change(original));
}

test("a heap is opened once for each backend", () => {
  const heapOf = heaps(plain);
  const heap = heapOf(internals());
  expect(heap).toBeDefined();
  expect(heapOf(internals())).toBe(heap);
  expect(console.warn).not.toHaveBeenCalled();
});

test("a heap sees a tensor's elements, also after the memory grew", () => {
  const heap = heaps(plain)(internals())!;
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  const large = tf.zeros([8, 1024, 1024]);
  const y = heap.make([3, 2]);
  heap.kernels.transpose(heap.at(x), heap.at(y), 2, 3);
  const transposed = tf.engine().makeTensorFromTensorInfo(y);
  expect([...transposed.dataSync()]).toEqual([1, 4, 2, 5, 3, 6]);
  tf.dispose([x, large, transposed]);
});

test("scratch is one block, which grows when more is asked for", () => {
  const heap = heaps(plain)(internals())!;
  const block = heap.scratch(1000);
  expect(heap.scratch(500)).toBe(block);
  const larger = heap.scratch(1 << 20);
  expect(larger).toBeGreaterThan(0);
  expect(heap.scratch(1 << 20)).toBe(larger);
});

test("a heap without room says so", () => {
  const full = altered(({ wasm }) => ({ wasm: Object.assign(Object.create(wasm), { _malloc: () => 0 }) }));
  expect(() => heaps(plain)(full)!.scratch(64)).toThrow("no room for 64 bytes");
});

test("room that was given back is not handed out again, nor given back again, where there is no room for more", () => {
  let room = true;
  const freed: number[] = [];
  const backend = altered(({ wasm }) => ({
    wasm: Object.assign(Object.create(wasm) as typeof wasm, {
      _malloc(bytes: number) {
        if (!room) throw new OutOfMemory("full");
        return wasm._malloc(bytes);
      },
      _free: (pointer: number) => void freed.push(pointer),
    }),
  }));
  const heap = heaps(plain)(backend)!;
  const first = heap.scratch(64);
  freed.length = 0;
  room = false;
  expect(() => heap.scratch(1024)).toThrow(OutOfMemory);
  expect(() => heap.scratch(64)).toThrow(OutOfMemory);
  room = true;
  expect(heap.scratch(64)).not.toBe(first);
  expect(freed.filter((pointer) => pointer === first)).toEqual([first]);
});

describe("where the backend's internals are not as expected there is no heap, and that is said once", () => {
  test.each<[string, (original: Internals) => object]>([
    ["its memory is not at hand", () => ({ wasm: undefined })],
    ["its memory is not at hand", () => ({ wasm: {} })],
    ["its memory is not at hand", () => ({ wasm: { asm: { memory: new ArrayBuffer(8) } } })],
    ["its allocator is not at hand", ({ wasm }) => ({ wasm: { asm: wasm.asm } })],
    ["its tensors are not at hand", () => ({ dataIdMap: undefined })],
    ["its tensors are not at hand", () => ({ makeOutput: undefined })],
    ["a tensor is not where it should be", () => ({ dataIdMap: { get: () => ({ memoryOffset: 8 }) } })],
    ["a tensor is not where it should be", () => ({ dataIdMap: { get: () => ({}) } })],
  ])("%s", (reason, change) => {
    const before = tf.memory().numTensors;
    const heapOf = heaps(plain);
    const backend = altered(change);
    expect(heapOf(backend)).toBeUndefined();
    expect(heapOf(backend)).toBeUndefined();
    expect(console.warn).toHaveBeenCalledTimes(1);
    expect(console.warn).toHaveBeenCalledWith(
      `@eznas/kernels: no SIMD kernels on backend wasm (${reason}); slower ones serve`,
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("relaxed SIMD serves where the engine has it, else plain SIMD, which is said", () => {
  expect(heaps({ simd: true, relaxedSimd: true })(internals())).toBeDefined();
  expect(vi.mocked(console.warn).mock.calls.flat()).toEqual(
    engineHasRelaxedSimd() ? [] : [expect.stringMatching(/no WebAssembly relaxed SIMD; plain SIMD serves$/)],
  );
});

function engineHasRelaxedSimd(): boolean {
  return WebAssembly.validate(Uint8Array.from(atob(trainingRelaxed), (character) => character.charCodeAt(0)));
}
