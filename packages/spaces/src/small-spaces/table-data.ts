// Written by scripts/build/embed-small-spaces.ts from the tables in packages/spaces/small-spaces.
export const tables: Readonly<Record<string, string>> = {
  "nas-bench-201": `
1:86.33/86.56 |nor_conv_3x3~0|+|skip_connect~0|avg_pool_3x3~1|+|nor_conv_3x3~0|none~1|none~2|
1:86.67/86.72 |nor_conv_1x1~0|+|nor_conv_1x1~0|nor_conv_1x1~1|+|nor_conv_1x1~0|nor_conv_1x1~1|avg_pool_3x3~2|
1:87.58/87.06 |nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_1x1~0|nor_conv_1x1~1|nor_conv_1x1~2|
1:85.92/86.33 |nor_conv_1x1~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|avg_pool_3x3~1|skip_connect~2|
`,
  "nas-bench-101": `
1:85.67/86.34 |conv3x3-bn-relu~0|+|conv3x3-bn-relu~0|+|conv3x3-bn-relu~2|+|conv3x3-bn-relu~0.1|+|output~2.3.4|
1:83.72/83.81 |conv3x3-bn-relu~0|+|maxpool3x3~1|+|maxpool3x3~1|+|output~1.2.3|
1:86.05/86.27 |conv1x1-bn-relu~0|+|maxpool3x3~1|+|conv1x1-bn-relu~0.2|+|conv1x1-bn-relu~1.2.3|+|conv3x3-bn-relu~4|+|output~5|
1:80.63/80.93 |conv1x1-bn-relu~0|+|conv1x1-bn-relu~0|+|conv1x1-bn-relu~2|+|conv1x1-bn-relu~3|+|output~1.2.3.4|
`,
  "nas-bench-macro": `
1:87.70/88.16 02020001
1:87.95/88.08 01111000
1:88.80/88.36 10120220
1:85.97/86.76 01001000
`,
  "nas-bench-301": `
1:84.55/85.14 4x3:|sep_conv_5x5~0|avg_pool_3x3~1|+|dil_conv_3x3~1|sep_conv_5x5~2|+|skip_connect~0|sep_conv_5x5~3|+|dil_conv_5x5~2|max_pool_3x3~4|>2.3.4.5:|sep_conv_5x5~0|max_pool_3x3~1|+|avg_pool_3x3~1|dil_conv_3x3~2|+|skip_connect~0|max_pool_3x3~2|+|dil_conv_5x5~1|skip_connect~4|>2.3.4.5
1:86.55/86.47 4x3:|sep_conv_3x3~0|sep_conv_5x5~1|+|dil_conv_3x3~0|dil_conv_5x5~2|+|avg_pool_3x3~0|dil_conv_3x3~3|+|sep_conv_3x3~3|avg_pool_3x3~4|>2.3.4.5:|dil_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|max_pool_3x3~1|+|dil_conv_3x3~1|skip_connect~3|+|avg_pool_3x3~1|skip_connect~4|>2.3.4.5
1:87.22/87.48 4x3:|sep_conv_5x5~0|avg_pool_3x3~1|+|max_pool_3x3~0|sep_conv_3x3~1|+|max_pool_3x3~0|sep_conv_3x3~1|+|dil_conv_5x5~1|sep_conv_3x3~3|>2.3.4.5:|max_pool_3x3~0|sep_conv_5x5~1|+|sep_conv_5x5~1|sep_conv_3x3~2|+|sep_conv_3x3~0|avg_pool_3x3~3|+|sep_conv_3x3~1|dil_conv_3x3~2|>2.3.4.5
1:84.95/85.42 4x3:|avg_pool_3x3~0|avg_pool_3x3~1|+|max_pool_3x3~0|sep_conv_5x5~2|+|max_pool_3x3~0|max_pool_3x3~3|+|dil_conv_3x3~2|avg_pool_3x3~4|>2.3.4.5:|max_pool_3x3~0|max_pool_3x3~1|+|max_pool_3x3~0|dil_conv_3x3~2|+|dil_conv_3x3~1|avg_pool_3x3~3|+|avg_pool_3x3~0|max_pool_3x3~1|>2.3.4.5
`,
  "nds-darts-stemless": `
1:76.65/77.77 3x1:|avg_pool_3x3~1|sep_conv_5x5~0|+|none~1|avg_pool_3x3~0|+|sep_conv_5x5~1|sep_conv_3x3~2|+|dil_conv_3x3~3|none~2|>2.3.4.5:|skip_connect~0|avg_pool_3x3~0|+|max_pool_3x3~0|none~2|+|sep_conv_3x3~1|sep_conv_3x3~3|+|dil_conv_3x3~4|avg_pool_3x3~2|>2.3.4.5
1:70.72/71.61 3x1:|avg_pool_3x3~1|max_pool_3x3~1|+|none~2|sep_conv_5x5~0|+|none~3|none~0|+|sep_conv_5x5~4|max_pool_3x3~3|>2.3.4.5:|none~0|none~1|+|none~2|dil_conv_3x3~0|+|dil_conv_3x3~3|avg_pool_3x3~1|+|max_pool_3x3~1|none~0|>2.3.4.5
1:81.13/81.08 3x1:|avg_pool_3x3~1|sep_conv_3x3~1|+|dil_conv_3x3~2|dil_conv_3x3~0|+|skip_connect~2|skip_connect~1|+|skip_connect~2|max_pool_3x3~4|>2.3.4.5:|skip_connect~0|sep_conv_5x5~0|+|skip_connect~0|dil_conv_5x5~0|+|max_pool_3x3~2|skip_connect~0|+|skip_connect~0|sep_conv_5x5~3|>2.3.4.5
1:45.92/46.01 3x1:|avg_pool_3x3~0|dil_conv_3x3~0|+|dil_conv_3x3~0|dil_conv_5x5~0|+|none~3|none~3|+|sep_conv_3x3~3|max_pool_3x3~1|>2.3.4.5:|max_pool_3x3~1|max_pool_3x3~0|+|skip_connect~0|none~1|+|max_pool_3x3~0|max_pool_3x3~2|+|skip_connect~1|avg_pool_3x3~3|>2.3.4.5
`,
  "trans-nas-bench-101-micro": `
1:79.20/80.81 64-41414-2_21_120
1:10.00/10.00 64-41414-0_01_211
1:87.72/87.69 64-41414-0_12_103
1:78.90/79.99 64-41414-0_00_110
`,
  "trans-nas-bench-101-macro": `
1:86.42/86.97 64-323323-basic
1:86.63/86.49 64-34313-basic
1:88.17/88.10 64-234332-basic
1:86.10/86.66 64-13321-basic
`,
  stack: `
1:95.70/95.91 w16k3s2r0-w12k1s2r0-w12k3s2r1
1:82.22/82.25 w12k1s2r1-w16k1s1r1-w8k1s2r0
1:96.97/97.08 w12k5s2r1-w12k5s1r1-w8k3s1r1-w16k1s2r1-w8k3s2r1
1:89.35/89.23 w8k1s2r0-w4k3s1r1
`,
  "any-net-x": `
1:86.60/86.58 d2w16b4g8-d2w16b1g8-d2w16b4g16
1:85.42/85.83 d1w8b1g4-d2w16b4g4-d1w16b4g4
1:87.22/87.64 d1w8b4g16-d1w16b1g4-d3w32b1g8
1:84.38/84.47 d2w8b4g4-d1w8b1g4-d1w8b2g8
`,
  "mobile-net": `
1:97.13/97.33 d2k3e4q1swish-d3k7e4q0relu-d1k3e6q1swish
1:96.90/96.83 d2k5e4q1swish-d3k3e2q1relu-d1k5e2q1swish
1:97.13/97.38 d2k5e4q1relu-d1k3e6q0swish-d2k7e6q1relu
`,
  "residual-depths": `
1:86.20/86.79 3-1-3
1:86.38/86.58 1-4-1
1:86.33/86.42 7-2-5
1:86.33/86.28 2-2-1
`,
  "residual-norms": `
1:96.10/96.33 layer-batch-layer-none-none-batch
1:95.90/96.22 none-batch-batch-none-none-none
1:95.75/95.72 none-batch-none-layer-layer-layer
`,
};
