/** NumPy's broadcasting of two operands as runs along contiguous memory. */

/**
 * An axis of the result: its length, and for each operand whether it goes along (its stride in elements) or stays (0).
 */
interface Axis {
  length: number;
  strideA: number;
  strideB: number;
}

/** A run of the result: `length` consecutive elements from `out`, and where in the operands they begin. */
export type Run = (out: number, a: number, b: number) => void;

export interface Runs {
  readonly length: number;
  /** Whether the operands go along with the result within a run, or stay at one element. */
  readonly alongA: boolean;
  readonly alongB: boolean;
  /** Calls back for every run, in the order of the result. */
  readonly forEach: (run: Run) => void;
}

/** The runs of a result of the given shape, to which both shapes broadcast; axes that go together are one. */
export function runsOf(a: readonly number[], b: readonly number[], out: readonly number[]): Runs {
  const axes = merged(a, b, out);
  const { length, strideA, strideB } = axes.pop() ?? { length: 1, strideA: 1, strideB: 1 };
  const walk = (run: Run, depth: number, at: number, atA: number, atB: number): void => {
    const axis = axes[depth];
    if (!axis) {
      run(at, atA, atB);
      return;
    }
    const step = axes.slice(depth + 1).reduce((size, inner) => size * inner.length, length);
    for (let i = 0; i < axis.length; i++)
      walk(run, depth + 1, at + i * step, atA + i * axis.strideA, atB + i * axis.strideB);
  };
  return { length, alongA: strideA !== 0, alongB: strideB !== 0, forEach: (run) => walk(run, 0, 0, 0, 0) };
}

function merged(a: readonly number[], b: readonly number[], out: readonly number[]): Axis[] {
  const axes: Axis[] = [];
  let [sizeA, sizeB] = [1, 1];
  for (let back = 1; back <= out.length; back++) {
    const length = out[out.length - back]!;
    const lengthA = a[a.length - back] ?? 1;
    const lengthB = b[b.length - back] ?? 1;
    if (length !== 1) {
      const axis = { length, strideA: lengthA === 1 ? 0 : sizeA, strideB: lengthB === 1 ? 0 : sizeB };
      const inner = axes[0];
      if (
        inner &&
        continues(inner.strideA, inner.length, axis.strideA) &&
        continues(inner.strideB, inner.length, axis.strideB)
      )
        inner.length *= length;
      else axes.unshift(axis);
    }
    sizeA *= lengthA;
    sizeB *= lengthB;
  }
  return axes;
}

/** Whether an outer axis goes on where the inner one ends. */
function continues(inner: number, length: number, outer: number): boolean {
  return outer === inner * length;
}
