import { gradientFlow, type Step } from "@eznas/engine";
import type { Subject } from "../contract/pass.ts";
import type { ProxyScore } from "../contract/score.ts";
import { type Step as NetworkStep, networkIn, type StepList } from "./network.ts";
import type { Kernel } from "./weights.ts";

interface Vanished {
  /** Where a proxy reads gradients: at the images, by these kernels, or at what these steps put out. */
  readonly at: "images" | readonly Kernel[] | readonly NetworkStep[];
  /** Whether it reads each output by itself, of images one by one, in place of their sum. */
  readonly eachOutput?: boolean;
  /** Whether batch norms pass on what they are given. */
  readonly withoutBatchNorm?: boolean;
}

/**
 * The failure of a network whose gradients of the sum of its outputs cancel where a proxy reads them, so that what it
 * would read is rounding; undefined where they do not, or are to be scored all the same.
 */
export function vanishedUnderSum(
  subject: Subject,
  { at, eachOutput = false, withoutBatchNorm }: Vanished,
): ProxyScore | undefined {
  if (subject.vanishedGradients === "score") return undefined;
  const { steps, input, output } = networkIn(subject);
  const flow = gradientFlow(graphOf(steps, withoutBatchNorm), [output], eachOutput ? [true, false] : undefined);
  const fail = (where: string): ProxyScore => ({
    ok: false,
    reason: "vanished-gradient",
    detail:
      `${eachOutput ? "an output" : "the sum of the outputs"} of the model "${subject.model.name}" has no gradient ` +
      `${where}: it cancels behind a normalization that no activation follows, and what is left is rounding`,
  });
  if (at === "images") return flow.at(input) === "zero" ? fail("at the images") : undefined;
  const counted = new Set<unknown>(at.map((of) => ("variable" in of ? of.variable : of)));
  const isCounted = (step: NetworkStep): boolean =>
    counted.has(step) || (step.kernel !== undefined && counted.has(step.kernel));
  const step = steps.find((step) => isCounted(step) && flow.at(step.output) === "zero");
  return step && fail(`at "${step.name}"`);
}

function graphOf(steps: StepList["steps"], withoutBatchNorm = false): Parameters<typeof gradientFlow>[0] {
  const computations = steps.map(({ computation }): Step => {
    if (!withoutBatchNorm || computation.className !== "BatchNormalization") return computation;
    return { ...computation, className: "Activation", activation: "linear", centers: undefined };
  });
  const producers = new Map(computations.map((step) => [step.outputs[0]!, step]));
  return { steps: computations, producer: (slot) => producers.get(slot) };
}
