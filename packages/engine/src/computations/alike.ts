import { sameShape, type Value } from "../recording/recording.ts";

/** Whether values are of one shape, so that they can be taken number by number. */
export const alike = ([first, ...others]: readonly Value[]): boolean =>
  others.every(({ shape }) => sameShape(shape, first!.shape));
