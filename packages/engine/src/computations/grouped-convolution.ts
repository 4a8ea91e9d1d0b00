import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Computation } from "../parts/part.ts";
import type { Recording, Region } from "../recording/recording.ts";
import { copyRows } from "./copy-rows.ts";
import { type Sliding, windowOver } from "./window-over.ts";

export interface GroupedConvolutionParts extends Sliding {
  /** [height, width, in / groups, out] */
  readonly kernel: LayerVariable;
  readonly groups: number;
}

/** A convolution of every group's channels, which are taken out for it and put back. */
export const groupedConvolution = (grouped: GroupedConvolutionParts): Computation => ({
  jet: "bilinear",
  record([x], recording) {
    const { kernel, groups } = grouped;
    const { shape, buffer } = x!;
    const [height, width, inputs, filters] = kernel.shape as [number, number, number, number];
    if (shape.length !== 4 || shape[3] !== inputs * groups) return undefined;
    const window = windowOver(shape[1]!, shape[2]!, [height, width, inputs, filters], grouped);
    if (!window) return undefined;
    const { machine } = recording;
    const batch = shape[0]!;
    const outputs = filters / groups;
    const convolution = machine.convolution({ window, batch, inputChannels: inputs, outputChannels: outputs });
    const { scratchBytes } = convolution;
    const output = recording.value([batch, window.rows.output, window.columns.output, filters]);
    const filter = recording.weight(kernel);
    const parts = Array.from({ length: groups }, (_, group) => {
      const from = take(buffer, inputs * groups, group * inputs, inputs, recording);
      const taps = take(filter, filters, group * outputs, outputs, recording);
      const to = recording.buffer(output.buffer.floats / groups);
      const { scratch } = recording;
      const forward = (): void => convolution.forward(from.at, taps.at, to.at, scratch);
      recording.emit([from, taps], [to], forward, scratchBytes);
      put(to, output.buffer, filters, group * outputs, outputs, recording);
      return { from, taps };
    });
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dfilter = recording.buffer(filter.floats);
        const { scratch } = recording;
        for (const [group, { from, taps }] of parts.entries()) {
          const dto = take(dy, filters, group * outputs, outputs, recording);
          const dfrom = recording.buffer(from.floats);
          const toInput = (): void => convolution.inputGradient(dto.at, taps.at, dfrom.at, scratch);
          recording.emit([dto, taps], [dfrom], toInput, scratchBytes);
          put(dfrom, input.buffer, inputs * groups, group * inputs, inputs, recording);
          const dtaps = recording.buffer(taps.floats);
          const toFilter = (): void => convolution.filterGradient(from.at, dto.at, dtaps.at, scratch);
          recording.emit([from, dto], [dtaps], toFilter, scratchBytes);
          put(dtaps, dfilter, filters, group * outputs, outputs, recording);
        }
        return { inputs: [input], kernel: dfilter, weights: [[kernel, dfilter]] };
      },
    };
  },
});

/** Of rows of `all` numbers those from `start` on, `width` of each. */
function take(buffer: Region, all: number, start: number, width: number, recording: Recording): Region {
  const rows = buffer.floats / all;
  const part = recording.buffer(rows * width);
  recording.emit([buffer], [part], ({ heap }) =>
    copyRows(heap, buffer.at / 4 + start, all, part.at / 4, width, rows, width),
  );
  return part;
}

/** What {@link take} takes, back in its place; the first part starts at 0. */
function put(part: Region, to: Region, all: number, start: number, width: number, recording: Recording): void {
  const rows = to.floats / all;
  recording.emit(start > 0 ? [part, to] : [part], [to], ({ heap }) =>
    copyRows(heap, part.at / 4, width, to.at / 4 + start, all, rows, width),
  );
}
