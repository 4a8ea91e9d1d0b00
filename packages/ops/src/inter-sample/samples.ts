/** Operations on the samples of a batch, which are the first axis of activations and of per-sample gradients. */
import { entry } from "../define.ts";
import { gram } from "../numeric/gram.ts";
import { agreements, correlations, deviationOfRows, exchanged, meanOfRows } from "../numeric/rows.ts";
import { overValues } from "../plain-arrays.ts";
import { called } from "../plain-text.ts";
import type { Shape } from "../shape.ts";

export const samples = {
  gram: entry({
    arity: 1,
    latex: (a) => `\\operatorname{Gram}\\left(${a}\\right)`,
    infix: called("gram"),
    ...overValues("gram", pairsShape, (values, [rows]) => gram(values, rows!)),
    domain: "M·Mᵀ, M's rows along the first axis, summed in double precision; not of a single number",
    examples: [
      {
        of: [
          [
            [1, 2],
            [0, -1],
          ],
        ],
        is: [
          [5, -2],
          [-2, 1],
        ],
      },
    ],
    laws: ["even"],
  }),
  agreement: entry({
    arity: 1,
    latex: (a) => `K_{H}\\left(${a}\\right)`,
    infix: called("agreement"),
    ...overValues("agreement", pairsShape, (values, [rows]) => agreements(values, rows!)),
    domain:
      "in how many places each two rows along the first axis are both above 0 or both not (NASWOT's kernel); " +
      "not of a single number",
    examples: [
      {
        of: [
          [
            [1, -1, 2],
            [3, 4, 0],
          ],
        ],
        is: [
          [3, 1],
          [1, 3],
        ],
      },
    ],
    laws: ["nonNegative"],
  }),
  correlation: entry({
    arity: 1,
    latex: (a) => `\\operatorname{corr}\\left(${a}\\right)`,
    infix: called("correlation"),
    ...overValues("correlation", pairsShape, (values, [rows]) => correlations(values, rows!)),
    domain:
      "Pearson's correlation of each two rows along the first axis; 0 where one is constant, also with itself; " +
      "not of a single number",
    examples: [
      {
        of: [
          [
            [1, 2, 3],
            [6, 4, 2],
            [5, 5, 5],
          ],
        ],
        is: [
          [1, -1, 0],
          [-1, 1, 0],
          [0, 0, 0],
        ],
      },
    ],
    laws: ["even"],
  }),
  meanOverSamples: entry({
    arity: 1,
    latex: (a) => `\\operatorname{E}_{n}\\left[${a}\\right]`,
    infix: called("meanOverSamples"),
    ...overValues("meanOverSamples", withoutSamples, (values, [rows]) => meanOfRows(values, rows!)),
    domain: "the mean along the first axis, which goes away; not of a single number",
    examples: [
      {
        of: [
          [
            [1, 2],
            [3, -6],
          ],
        ],
        is: [2, -2],
      },
    ],
    laws: ["odd"],
  }),
  deviationOverSamples: entry({
    arity: 1,
    latex: (a) => `\\sigma_{n}\\left[${a}\\right]`,
    infix: called("deviationOverSamples"),
    ...overValues("deviationOverSamples", withoutSamples, (values, [rows]) => deviationOfRows(values, rows!)),
    domain: "the standard deviation along the first axis, which goes away, over n; not of a single number",
    examples: [
      {
        of: [
          [
            [1, 5],
            [3, 5],
          ],
        ],
        is: [1, 0],
      },
    ],
    laws: ["even", "nonNegative"],
  }),
  byChannel: entry({
    arity: 1,
    latex: (a) => `${a}^{\\mathsf{T}_{nc}}`,
    infix: called("byChannel"),
    ...overValues("byChannel", channelsFirst, (values, [first, second]) => exchanged(values, first!, second!)),
    domain:
      "the first two axes exchanged, so that what acts on rows acts on channels; needs two axes, " +
      "and is its own inverse",
    examples: [
      {
        of: [
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
        ],
        is: [
          [1, 4],
          [2, 5],
          [3, 6],
        ],
      },
    ],
    laws: ["odd"],
  }),
} as const;

function pairsShape([rows]: Shape): Shape | undefined {
  return rows === undefined ? undefined : [rows, rows];
}

function withoutSamples(a: Shape): Shape | undefined {
  return a.length > 0 ? a.slice(1) : undefined;
}

function channelsFirst([first, second, ...rest]: Shape): Shape | undefined {
  return first === undefined || second === undefined ? undefined : [second, first, ...rest];
}
