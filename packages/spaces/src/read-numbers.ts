/**
 * The whole numbers of a tuple or a list as Python and JSON write them, `(4, 0, 3)` or
 * `[4, 0, 3]`; undefined for another text.
 */
export function readNumbers(text: string): readonly number[] | undefined {
  const { 1: tuple, 2: list } = /^\s*(?:\(([\d\s,]*)\)|\[([\d\s,]*)\])\s*$/.exec(text) ?? [];
  const parts = (tuple ?? list)?.split(",").map((part) => part.trim());
  if (parts?.at(-1) === "") parts.pop();
  return parts?.every((part) => /^\d{1,9}$/.test(part)) ? parts.map(Number) : undefined;
}
