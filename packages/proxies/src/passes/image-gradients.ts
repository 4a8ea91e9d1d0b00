import type { ProxyLoss } from "../network/loss.ts";
import { viewOf } from "./kernel-gradients.ts";
import type { Reader } from "./reader.ts";

/** Reads the gradient of the loss by the images; it is good until `see` returns. */
export function imageGradientReader(loss: ProxyLoss, see: (gradient: Float32Array) => void): Reader {
  return {
    loss,
    byEngine: {
      end({ ofImages }, record, { buffer }) {
        const gradient = ofImages();
        record.emit(gradient ? [gradient] : [], [], ({ heap }) =>
          see(gradient ? viewOf(heap, gradient) : new Float32Array(buffer.floats)),
        );
      },
    },
    byTape: {
      images: true,
      end({ ofImages }) {
        see(ofImages().dataSync() as Float32Array);
      },
    },
  };
}
