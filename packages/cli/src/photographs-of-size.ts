import type { Images } from "@eznas/stats";
import { photographs } from "@eznas/stats/photographs";
import { resizeImages } from "@eznas/training";

/** The shipped photographs of 32×32 in another size: each pixel the mean of what it covers, or one of theirs several times over. */
export function photographsOfSize([height = 32, width = 32]: readonly number[]): Images {
  const { shape, data, source } = photographs();
  if (shape[1] === height && shape[2] === width) return { shape, data, source };
  const { pixels } = resizeImages(
    {
      shape,
      pixels: Uint8Array.from(data, (value) => Math.round(255 * value)),
      labels: new Uint8Array(shape[0]),
      classes: 1,
      source,
    },
    [height, width, 3],
  );
  return {
    shape: [shape[0], height, width, 3],
    data: Float32Array.from(pixels, (byte) => byte / 255),
    source: `${source}, resized`,
  };
}
