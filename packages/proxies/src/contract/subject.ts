import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Subject } from "./pass.ts";
import type { Batch, Rng } from "./score.ts";

/** Of each way to make something of a subject, what was made. */
type Made = Map<(subject: Subject) => unknown, unknown>;

/** The subject of a proxy; those of proxies that are scored together are given what is made for one of them. */
export function subjectOf(
  model: LayersModel,
  batch: Batch,
  rng: Rng,
  vanishedGradients: Subject["vanishedGradients"] = "refuse",
  made: Made = new Map(),
): Subject {
  const subject: Subject = {
    model,
    batch,
    rng,
    vanishedGradients,
    shared<T>(make: (subject: Subject) => T): T {
      if (!made.has(make)) made.set(make, make(subject));
      return made.get(make) as T;
    },
  };
  return subject;
}
