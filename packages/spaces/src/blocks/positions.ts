import { type LayerEntry, positions, whole } from "@eznas/engine/layers";
import { add, type serialization, type Tensor } from "@tensorflow/tfjs-core";
import { initializers, type LayerVariable, layers } from "@tensorflow/tfjs-layers";
import { type LayerArgs, onlyInput, type Shape } from "./own-layer.ts";

export interface PositionsArgs extends LayerArgs {
  /** Default: from N(0, 0.02²). */
  readonly positionInitializer?: ReturnType<typeof initializers.zeros>;
}

/**
 * Adds a learned number at every place of a sample: the position embedding of a vision transformer.
 *
 * To load a saved model that has such layers, call `serialization.registerClass(Positions)` of tfjs-core before.
 *
 * @example
 * ```ts
 * import { Positions } from "@eznas/spaces";
 * import { useBackend } from "@eznas/kernels";
 * import { tensor2d, type Tensor } from "@tensorflow/tfjs-core";
 * import { initializers } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const layer = new Positions({ positionInitializer: initializers.ones(), name: "positions" });
 * [...(layer.apply(tensor2d([[1, 2, 3]])) as Tensor).dataSync()]; // → [ 2, 3, 4 ]
 * layer.dispose();
 * ```
 */
export class Positions extends layers.Layer {
  static readonly className = "Positions";
  static readonly layerEntry: LayerEntry = {
    parts: (view) => [whole(view, positions(view.weight("embedding")!))],
    example: (draw) => ({ layer: new Positions(), inputs: [draw.image()] }),
  };
  private readonly args: PositionsArgs;
  private embedding: LayerVariable | undefined;

  constructor(args: PositionsArgs = {}) {
    super(args);
    this.args = args;
  }

  override build(inputShape: Shape | Shape[]): void {
    const { positionInitializer = initializers.randomNormal({ mean: 0, stddev: 0.02 }) } = this.args;
    const shape = (inputShape as Shape).slice(1) as number[];
    this.embedding = this.addWeight("embedding", shape, "float32", positionInitializer);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return add(onlyInput(inputs), this.embedding!.read());
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return inputShape;
  }

  override getConfig(): serialization.ConfigDict {
    return super.getConfig();
  }
}
