import type { Images } from "./images.ts";

/** Which window of an image is taken: its own size, so many pixels down and to the right, perhaps seen in a mirror. */
export interface Window {
  readonly down: number;
  readonly right: number;
  readonly mirrored: boolean;
}

export const whole: Window = { down: 0, right: 0, mirrored: false };

/** Writes a window of an image into a batch, black where the image ends. */
export type Crop = (place: number, window: Window, into: Float32Array, at: number) => void;

/** Crops of images whose pixels become `normalize(value, channel)`, where black is 0 and white 1. */
export function cropper(
  { shape, pixels }: Pick<Images, "shape" | "pixels">,
  normalize: (value: number, channel: number) => number,
): Crop {
  const [, height, width, channels] = shape;
  const size = height * width * channels;
  const every = Array.from({ length: channels }, (_, channel) => channel);
  const black = Float32Array.from(every, (channel) => normalize(0, channel));
  const ofByte =
    pixels instanceof Uint8Array
      ? every.map((channel) => Float32Array.from({ length: 256 }, (_, byte) => normalize(byte / 255, channel)))
      : undefined;
  return (place, { down, right, mirrored }, into, at) => {
    const from = place * size;
    let to = at;
    for (let y = 0; y < height; y++) {
      const row = y + down;
      for (let x = 0; x < width; x++) {
        const column = (mirrored ? width - 1 - x : x) + right;
        const inside = row >= 0 && row < height && column >= 0 && column < width;
        const pixel = from + (row * width + column) * channels;
        for (let c = 0; c < channels; c++) {
          if (!inside) into[to++] = black[c]!;
          else if (ofByte) into[to++] = ofByte[c]![pixels[pixel + c]!]!;
          else into[to++] = normalize(pixels[pixel + c]!, c);
        }
      }
    }
  };
}
