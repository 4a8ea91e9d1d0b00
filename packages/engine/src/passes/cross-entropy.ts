import type { Recording, Value } from "../recording/recording.ts";

/** What a batch's loss is measured against, and what it was. */
export interface Target {
  labels: ArrayLike<number>;
  loss: number;
}

/** The gradient by the logits of their mean cross-entropy with the labels. */
export function crossEntropy({ shape, buffer }: Value, target: Target, record: Recording): Value {
  const [rows, classes] = shape as [number, number];
  const gradient = record.value(shape);
  const to = gradient.buffer;
  record.emit([buffer], [to], ({ heap }) => {
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const from = buffer.at / 4 + row * classes;
      const at = to.at / 4 + row * classes;
      let largest = heap[from]!;
      for (let i = 1; i < classes; i++) largest = Math.max(largest, heap[from + i]!);
      let sum = 0;
      for (let i = 0; i < classes; i++) sum += heap[at + i] = Math.exp(heap[from + i]! - largest);
      const label = target.labels[row]!;
      loss += Math.log(sum) + largest - heap[from + label]!;
      for (let i = 0; i < classes; i++) heap[at + i] = heap[at + i]! / sum / rows;
      heap[at + label]! -= 1 / rows;
    }
    target.loss = loss / rows;
  });
  return gradient;
}
