/** Two networks of NAS-Bench-201 at the ends of what a capture costs, among those with many instances. */

/** 369 MFLOP forward, 79 instances, nearly all of them 3×3. */
export const heavy = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";

/** 49 instances, all but those of the residual blocks 1×1. */
export const light = "|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|skip_connect~1|nor_conv_1x1~2|";
