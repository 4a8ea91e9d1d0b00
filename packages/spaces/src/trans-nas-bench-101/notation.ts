/** The error of a text that departs from a space's notation. */
export function departure(
  { space, notation }: { readonly space: string; readonly notation: string },
  text: string,
  at: number,
  expected: string,
  got: string = text.slice(at, at + 1),
): SyntaxError {
  const what = got ? JSON.stringify(got) : "the end";
  return new SyntaxError(
    `${space}: expected ${expected}, got ${what} (at column ${at + 1} of ${JSON.stringify(text)}); ` +
      `an architecture is ${notation}`,
  );
}
