/** How many cells NAS-Bench-201 has: five operations on six edges. */
export const cellCount: number = 5 ** 6;

const operation = "(?:none|skip_connect|nor_conv_1x1|nor_conv_3x3|avg_pool_3x3)";
const from = (...nodes: readonly number[]): string => nodes.map((node) => `\\|${operation}~${node}`).join("");
const cell = new RegExp(`^${from(0)}\\|\\+${from(0, 1)}\\|\\+${from(0, 1, 2)}\\|$`);

/** Whether a text is a cell as NAS-Bench-201 writes it. */
export const isCell = (text: string): boolean => cell.test(text);

/** NASLib's numbers of the operations. */
const operations = ["skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3"] as const;

/**
 * The cell that NASLib writes as six numbers, such as `(4, 0, 3, 1, 4, 3)`: operations of the edges 0→1, 0→2, 0→3, 1→2,
 * 1→3, 2→3. Undefined for anything else.
 */
export function cellOfNumbers(key: string): string | undefined {
  if (!/^\(([0-4], ?){5}[0-4]\)$/.test(key)) return undefined;
  const [a, b, d, c, e, f] = key.match(/[0-4]/g)!.map((digit) => operations[Number(digit)]!);
  return `|${a}~0|+|${b}~0|${c}~1|+|${d}~0|${e}~1|${f}~2|`;
}
