/** Prints, by what was computed, the largest difference of relaxed and plain SIMD over the largest value. */
import { Arena, exp, log, matMul, normalize, sigmoid, softmax } from "../../src/expression.ts";
import { convolution, trainingKernels } from "../../src/training.ts";
import { uniform } from "./arena.ts";

function difference(compute: (relaxedSimd: boolean) => Float32Array): number {
  const [plain, relaxed] = [compute(false), compute(true)];
  const largest = plain.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return plain.reduce((most, x, i) => Math.max(most, Math.abs(x - relaxed[i]!)), 0) / largest;
}

const differences: Record<string, number> = {};

const floats = 4096; // room for each tensor and for the scratch
for (const [title, filter, stride] of [
  ["1 × 1", 1, 1],
  ["3 × 3 by Winograd", 3, 1],
  ["3 × 3 with stride 2", 3, 2],
] as const) {
  const size = 8;
  const slide = { input: size, output: size / stride, filter, stride, dilation: 1, padding: (filter - 1) / 2 };
  const channels = 8;
  const geometry = {
    window: { rows: slide, columns: slide },
    batch: 1,
    inputChannels: channels,
    outputChannels: channels,
  };
  for (const name of ["forward", "inputGradient", "filterGradient"] as const)
    differences[`${title}, ${name}`] = difference((relaxedSimd) => {
      const memory = new WebAssembly.Memory({ initial: 32 });
      const planned = convolution(trainingKernels(memory, { relaxedSimd }), geometry);
      const at = (place: number): number => 4 * floats * place;
      const values = new Float32Array(memory.buffer);
      values.set(uniform(1, floats), 0);
      values.set(uniform(2, floats), floats);
      planned[name](at(0), at(1), at(2), at(3));
      return values.slice(2 * floats, 3 * floats);
    });
}

for (const [title, kernel] of Object.entries({ exp, log, sigmoid, softmax, normalize }))
  differences[title] = difference((relaxedSimd) => {
    const arena = new Arena({ relaxedSimd });
    const [a, out] = [arena.allocate([4, 30]), arena.allocate([4, 30])];
    arena.write(a, uniform(3, 120));
    kernel(arena, out, a);
    return arena.read(out);
  });

differences["matMul"] = difference((relaxedSimd) => {
  const arena = new Arena({ relaxedSimd });
  const [a, b, out] = [arena.allocate([7, 9]), arena.allocate([9, 5]), arena.allocate([7, 5])];
  arena.write(a, uniform(4, 63));
  arena.write(b, uniform(5, 45));
  matMul(arena, out, a, b);
  return arena.read(out);
});

console.log(JSON.stringify(differences));
