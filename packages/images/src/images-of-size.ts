import type { Images } from "./images.ts";
import { resizeImages } from "./resize-images.ts";

/** Images in another size: each pixel the mean of what it covers, or one of theirs several times over. */
export function imagesOfSize(images: Images, [height, width]: readonly number[]): Images {
  const { shape, data, source } = images;
  const [n, ownHeight, ownWidth] = shape;
  if (height === undefined || width === undefined || (ownHeight === height && ownWidth === width)) return images;
  const { pixels } = resizeImages(
    {
      shape,
      pixels: Uint8Array.from(data, (value) => Math.round(255 * value)),
      labels: new Uint8Array(n),
      classes: 1,
      source,
    },
    [height, width, 3],
  );
  return {
    shape: [n, height, width, 3],
    data: Float32Array.from(pixels, (byte) => byte / 255),
    source: `${source}, resized`,
  };
}
