/**
 * Microseconds of the training kernels and what they make of the processor: the least of many runs, since the machine
 * is shared. GFLOP/s count the products of the definition, two operations each, whatever algorithm runs.
 */
import { convolution, depthwiseConvolution, pooling, trainingKernels } from "@eznas/kernels/training";

const memory = new WebAssembly.Memory({ initial: 1600 });
const kernels = trainingKernels(memory, { relaxedSimd: process.argv.includes("--relaxed") });
const floats = new Float32Array(memory.buffer);

let free = 0;
/** New values wherever something was made: results of earlier runs may be denormal, and those are slow. */
const randomize = (): void => {
  for (let at = 0; at < free / 4; at++) floats[at] = Math.random() - 0.5;
};
const make = (bytes: number): number => {
  const pointer = free;
  free += Math.ceil(bytes / 64) * 64 + 64;
  if (free > memory.buffer.byteLength) throw new RangeError("bench: the memory is too small");
  return pointer;
};

function least(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + 120;
  for (let round = 0; round < 10 || performance.now() < end; round++) {
    const start = performance.now();
    run();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1000) / 2;
}

function report(name: string, operations: number, run: () => void): void {
  const micros = least(run);
  const rate = operations > 0 ? `${(operations / micros / 1e3).toFixed(1).padStart(7)} GFLOP/s` : "";
  console.log(`${name.padEnd(52)} ${micros.toFixed(1).padStart(8)} µs ${rate}`);
}

for (const batch of [1, 16])
  for (const [size, inputs, outputs, filter, stride] of [
    [32, 16, 16, 3, 1],
    [16, 32, 32, 3, 1],
    [8, 64, 64, 3, 1],
    [32, 16, 16, 1, 1],
    [16, 32, 32, 1, 1],
    [8, 64, 64, 1, 1],
    [32, 16, 32, 3, 2],
    [16, 32, 64, 3, 2],
    [32, 3, 16, 3, 1],
  ] as const) {
    free = 0;
    const output = size / stride;
    const padding = filter === 3 && stride === 1 ? 1 : 0;
    const slide = { input: size, output, filter, stride, dilation: 1, padding };
    const plan = convolution(kernels, {
      window: { rows: slide, columns: slide },
      batch,
      inputChannels: inputs,
      outputChannels: outputs,
    });
    const x = make(batch * size * size * inputs * 4);
    const w = make(filter * filter * inputs * outputs * 4);
    const y = make(batch * output * output * outputs * 4);
    const dy = make(batch * output * output * outputs * 4);
    const dx = make(batch * size * size * inputs * 4);
    const dw = make(filter * filter * inputs * outputs * 4);
    const scratch = make(plan.scratchBytes);
    randomize();
    const operations = 2 * batch * output * output * outputs * inputs * filter * filter;
    const window = `${filter}×${filter}${stride > 1 ? ` / ${stride}` : ""}`;
    const name = `${batch}×${size}×${size}×${inputs} → ${outputs}, ${window}`;
    report(`${name} forward`, operations, () => plan.forward(x, w, y, scratch));
    report(`${name} input gradient`, operations, () => plan.inputGradient(dy, w, dx, scratch));
    report(`${name} filter gradient`, operations, () => plan.filterGradient(x, dy, dw, scratch));
  }

for (const batch of [1, 16])
  for (const [size, channels] of [
    [32, 16],
    [16, 32],
    [8, 64],
  ] as const) {
    free = 0;
    const pixels = batch * size * size;
    const n = pixels * channels;
    const name = `${batch}×${size}×${size}×${channels}`;
    const [x, y, dx, dy] = [make(n * 4), make(n * 4), make(n * 4), make(n * 4)];
    const [gamma, mean, inverse] = [make(channels * 4), make(channels * 4), make(channels * 4)];
    const w = make(9 * channels * channels * 4);
    const oihw = make(9 * channels * channels * 4);
    const slide = { input: size, output: size, filter: 3, stride: 1, dilation: 1, padding: 1 };
    const window = { rows: slide, columns: slide };
    const pool = pooling(kernels, { window, batch, channels });
    const depthwise = depthwiseConvolution(kernels, { window, batch, inputChannels: channels, multiplier: 1 });
    const scratch = make(depthwise.scratchBytes);
    randomize();
    report(`${name} batch norm`, 0, () => kernels.batchNorm(x, 0, 0, y, mean, inverse, pixels, channels, 1e-5));
    report(`${name} batch norm gradient`, 0, () =>
      kernels.batchNormGradient(x, dy, 0, mean, inverse, dx, gamma, 0, pixels, channels),
    );
    report(`${name} relu`, 0, () => kernels.relu(x, y, n));
    report(`${name} relu gradient`, 0, () => kernels.reluGradient(x, dy, dx, n));
    report(`${name} add`, 0, () => kernels.add(x, dy, y, n));
    report(`${name} NHWC → NCHW`, 0, () => kernels.transposeBatch(x, y, batch, size * size, channels));
    report(`${name} NCHW → NHWC`, 0, () => kernels.transposeBatch(x, y, batch, channels, size * size));
    report(`3×3×${channels}×${channels} HWIO → OIHW`, 0, () => kernels.filterToOihw(w, oihw, 9, channels, channels));
    report(`${name} 3×3 average pool`, 0, () => pool.average(x, y));
    report(`${name} 3×3 average pool gradient`, 0, () => pool.averageGradient(dy, dx));
    report(`${name} 3×3 max pool`, 0, () => pool.max(x, y));
    report(`${name} 3×3 max pool gradient`, 0, () => pool.maxGradient(x, dy, dx));
    report(`${name} 3×3 depthwise forward`, 18 * n, () => depthwise.forward(x, w, y, scratch));
    report(`${name} 3×3 depthwise input gradient`, 18 * n, () => depthwise.inputGradient(dy, w, dx, scratch));
    report(`${name} 3×3 depthwise filter gradient`, 18 * n, () => depthwise.filterGradient(x, dy, oihw, scratch));
  }
