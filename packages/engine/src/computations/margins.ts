import type { Computation } from "../parts/part.ts";
import type { Recording, Shape, Value } from "../recording/recording.ts";

/** How many rows and columns of zeros go around an image; where a number is negative, so many are cut off. */
export interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const margins = ({ top, bottom, left, right }: Margins): Computation => ({
  key: `margins ${top} ${bottom} ${left} ${right}`,
  jet: "linear",
  record([x], recording) {
    const [batch, height, width, channels] = x!.shape as [number, number, number, number];
    const [rows, columns] = [height + top + bottom, width + left + right];
    if (x!.shape.length !== 4 || rows < 1 || columns < 1) return undefined;
    return {
      output: framed(x!, [batch, rows, columns, channels], top, left, recording),
      gradient: (dy, recording) => ({ inputs: [framed(dy, x!.shape, -top, -left, recording)] }),
    };
  },
});

function framed({ shape, buffer }: Value, to: Shape, top: number, left: number, recording: Recording): Value {
  const { kernels } = recording;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const [, rows, columns] = to as [number, number, number, number];
  const output = recording.value(to);
  const y = output.buffer;
  const pixel = channels * 4;
  recording.emit([buffer], [y], () => {
    for (let image = 0; image < batch; image++) {
      const from = buffer.at + image * height * width * pixel;
      kernels.pad(from, y.at + image * rows * columns * pixel, height, width, rows, columns, top, left, pixel);
    }
  });
  return output;
}
