/** A pattern's name with what departs from its defaults, which a dataset's manifest records. */
export function nameOf(base: string, ...options: readonly (string | false)[]): string {
  const given = options.filter((option) => option !== false);
  return given.length > 0 ? `${base} (${given.join(", ")})` : base;
}
