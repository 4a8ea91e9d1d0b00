import { type Images, sharedBytes } from "./images.ts";

/**
 * The images in another size, each pixel the mean over the area that it covers, and with as many channels as a network
 * takes: gray becomes equal red, green and blue.
 *
 * Throws a RangeError for channels that cannot be made of those that there are, and for a height or a width
 * that is not a whole number from 1 up.
 *
 * @example
 * ```ts
 * import { type Images, resizeImages } from "@eznas/images";
 *
 * const gray: Images = { shape: [1, 2, 2, 1], pixels: Uint8Array.of(0, 100, 100, 200), source: "four pixels" };
 * [...resizeImages(gray, [1, 1, 3]).pixels]; // → [ 100, 100, 100 ]
 * ```
 */
export function resizeImages<I extends Images>(
  images: I,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
): I {
  const [n, fromHeight, fromWidth, fromChannels] = images.shape;
  if (channels !== fromChannels && fromChannels !== 1)
    throw new RangeError(
      `resizeImages: images of ${fromChannels} channels cannot become images of ${channels}; only gray ones can`,
    );
  if (![height, width].every((size) => Number.isInteger(size) && size >= 1))
    throw new RangeError(`resizeImages: height and width must be whole numbers from 1 up, got ${height}×${width}`);
  if (height === fromHeight && width === fromWidth && channels === fromChannels) return images;
  const [rows, columns] = [covers(fromHeight, height), covers(fromWidth, width)];
  const count = n * height * width * channels;
  const bytes = images.pixels instanceof Uint8Array;
  const pixels = bytes ? sharedBytes(count) : new Float32Array(count);
  let to = 0;
  for (let image = 0; image < n; image++) {
    const start = image * fromHeight * fromWidth * fromChannels;
    for (const row of rows)
      for (const column of columns)
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (const [y, tall] of row)
            for (const [x, wide] of column)
              sum += tall * wide * images.pixels[start + (y * fromWidth + x) * fromChannels + (c % fromChannels)]!;
          pixels[to++] = bytes ? Math.round(sum) : sum;
        }
  }
  return { ...images, shape: [n, height, width, channels], pixels };
}

/** Of each of `to` equal parts of a length, which of its `from` pixels it covers and with which share. */
function covers(from: number, to: number): readonly (readonly (readonly [pixel: number, share: number])[])[] {
  const span = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * span, (i + 1) * span];
    const pixels: (readonly [number, number])[] = [];
    for (let pixel = Math.floor(start); pixel < Math.min(Math.ceil(end), from); pixel++) {
      const share = (Math.min(end, pixel + 1) - Math.max(start, pixel)) / span;
      if (share > 1e-9) pixels.push([pixel, share]);
    }
    return pixels;
  });
}
