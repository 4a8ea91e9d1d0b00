import type { CifarBatchOptions, Images } from "@eznas/images";
import { fashion201 } from "@eznas/spaces/fashion-201";

/** Fashion-201's images, and how they are normalized: by the mean and deviation of the images that its networks learned from. */
export function fashionCrops(): {
  readonly images: Images;
  readonly normalization: Required<Pick<CifarBatchOptions, "mean" | "std">>;
} {
  const { normalization, crops } = fashion201();
  const { mean, deviation } = normalization;
  return { images: crops(), normalization: { mean: [mean, mean, mean], std: [deviation, deviation, deviation] } };
}
