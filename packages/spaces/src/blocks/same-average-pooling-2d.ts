import { averagePooling, type LayerEntry, whole } from "@eznas/engine/layers";
import {
  avgPool,
  customGrad,
  div,
  mul,
  type serialization,
  type Tensor,
  type Tensor4D,
  tensor4d,
} from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { type LayerArgs, onlyInput, type Shape } from "./own-layer.ts";

export interface SameAveragePooling2DArgs extends LayerArgs {
  /** Height and width of a window; odd. */
  readonly poolSize: number;
}

/**
 * An average over the part of a window that lies in the image, at every pixel: the cell operation `avg_pool_3x3`.
 *
 * Its values are those of `averagePooling2d` with padding "same" and strides 1. Its gradient is theirs, too: in tfjs
 * 4.22 that of `averagePooling2d` divides by the whole window at the edges, where the average did not (all backends but
 * tfjs-node). To load a saved model that has such layers, call
 * `serialization.registerClass(SameAveragePooling2D)` of tfjs-core before.
 *
 * @example
 * ```ts
 * import { SameAveragePooling2D } from "@eznas/spaces";
 * import { useBackend } from "@eznas/kernels";
 * import { tensor4d } from "@tensorflow/tfjs-core";
 *
 * await useBackend("cpu");
 * const pool = new SameAveragePooling2D({ poolSize: 3, name: "pool" });
 * [...(pool.apply(tensor4d([1, 2, 3], [1, 1, 3, 1])) as ReturnType<typeof tensor4d>).dataSync()]; // → [ 1.5, 2, 2.5 ]
 * ```
 */
export class SameAveragePooling2D extends layers.Layer {
  static readonly className = "SameAveragePooling2D";
  static readonly layerEntry: LayerEntry = {
    parts(view) {
      const { poolSize: size } = view.config<{ poolSize: number }>();
      return [whole(view, averagePooling({ size, strides: [1, 1], padding: "same" }))];
    },
    example: (draw) => ({ layer: new SameAveragePooling2D({ poolSize: draw.of(1, 3, 5) }), inputs: [draw.image()] }),
  };
  private readonly poolSize: number;

  constructor(args: SameAveragePooling2DArgs) {
    super(args);
    this.poolSize = args.poolSize;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return averageInside(onlyInput<Tensor4D>(inputs), this.poolSize);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return inputShape;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), poolSize: this.poolSize };
  }
}

function averageInside(x: Tensor4D, size: number): Tensor {
  const pool = (values: Tensor): Tensor4D => avgPool(values as Tensor4D, size, 1, "same");
  const average = customGrad((value) => ({
    value: pool(value as Tensor4D),
    // A pixel's gradient is the sum over the windows that it is in, and a sum is an average times what it is over.
    gradFunc: (dy: Tensor) => {
      const inside = pixelsInside(x.shape, size);
      return mul(pool(div(dy, inside)), inside);
    },
  }));
  return average(x);
}

/** How many pixels of the window around each pixel lie in the image: [1, height, width, 1]. */
function pixelsInside([, height, width]: readonly [number, number, number, number], size: number): Tensor4D {
  const reach = (size - 1) / 2;
  const along = (length: number): readonly number[] =>
    Array.from({ length }, (_, i) => Math.min(i + reach, length - 1) - Math.max(i - reach, 0) + 1);
  const columns = along(width);
  const counts = along(height).flatMap((rows) => columns.map((column) => rows * column));
  return tensor4d(counts, [1, height, width, 1]);
}
