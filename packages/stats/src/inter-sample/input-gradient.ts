import { type Graph, graphOf } from "@eznas/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type CaptureOptions, takeBy } from "../capture/capture.ts";
import { checkBackend, checkInput, lossSlots } from "../capture/check-capture.ts";
import { vanishedGradients } from "../capture/vanished-gradients.ts";
import type { Inputs } from "../inputs.ts";
import type { Place } from "../patterns/instances.ts";
import type { Statistic } from "../statistic.ts";

/** The gradient of the loss at the model's input D, in the layout of programs. */
export async function inputGradient(
  caller: string,
  model: LayersModel,
  inputs: Inputs,
  { output, engine = "auto" }: Pick<CaptureOptions, "output" | "engine">,
): Promise<Statistic> {
  await checkBackend(caller);
  checkInput(caller, model, "D", inputs.D);
  const graph = graphOf(model, caller);
  const places = [wholeNetwork(graph)];
  const loss = lossSlots(caller, graph, model, output);
  const { taken } = await takeBy(caller, engine, {
    graph,
    places,
    loss,
    inputs,
    needs: new Map([["D", new Set(["T4G"] as const)]]),
    T3: false,
  });
  const { shape, data } = taken.get("D")![0]!.T4G!;
  const vanished = vanishedGradients(graph, places, loss)[0]!.has("T4G");
  return { shape, data: data.slice(), ...(vanished && { vanished }) }; // an engine may use its memory again
}

/** A place that has the network's input where an instance has its T4, so that T4G is the gradient there. */
function wholeNetwork({ steps, input }: Graph): Place {
  // The layout of its kernel is that of the images.
  const site = steps.find(({ weight }) => weight) ?? steps[0]!;
  return { name: "input", layers: [], T1: input, toT2: [site], toSite: [], site, T3: site, T4: input };
}
