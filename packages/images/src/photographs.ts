import type { Images } from "./images.ts";
import { photographBytes } from "./photographs-data.ts";

/**
 * 64 crops of 32×32 pixels from five public-domain photographs (an astronaut, a cat, a coffee cup, a raccoon, a
 * rocket), neighbors being of different subjects: a stand-in for CIFAR's pictures where no data set is at hand.
 * Sources, authors and licenses are in docs/photographs.md. Runs in a browser.
 *
 * @example
 * ```ts
 * import { photographs } from "@eznas/images/photographs";
 *
 * const { shape, pixels } = photographs();
 * shape; // → [ 64, 32, 32, 3 ]
 * pixels.reduce((sum, byte) => sum + byte / 255, 0) / pixels.length; // → 0.40
 * ```
 */
export function photographs(): Images & { readonly pixels: Uint8Array } {
  const pixels = Uint8Array.from(atob(photographBytes), (character) => character.charCodeAt(0));
  return { shape: [pixels.length / (32 * 32 * 3), 32, 32, 3], pixels, source: "the package's photographs" };
}
