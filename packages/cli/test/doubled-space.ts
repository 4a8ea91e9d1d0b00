/** A space whose networks have a layer that `own-setup.ts` registers, and that it finds by its name. */
import { serialization } from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import ownSpace from "../../../examples/own-space/space.mjs";

type Layer = Parameters<ReturnType<typeof sequential>["add"]>[0];
const { classNameMap } = serialization.SerializationMap.getMap();

export default {
  ...ownSpace,
  build(...asked: Parameters<typeof ownSpace.build>) {
    const [Doubled] = classNameMap["Doubled"] ?? [];
    if (!Doubled) throw new Error("doubled-space: there is no layer Doubled");
    const made = ownSpace.build(...asked);
    const model = sequential({ layers: [new Doubled({ inputShape: ownSpace.inputShape }) as unknown as Layer] });
    model.add(made as unknown as Layer);
    model.add(layers.dense({ units: 3 }));
    return model;
  },
};
