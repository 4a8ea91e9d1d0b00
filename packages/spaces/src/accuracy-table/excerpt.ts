/** Enough of a text to know it by, in quotes: a field may hold anything. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** The first of some names, and how many there are where they are more. */
export function listed(names: readonly string[]): string {
  const some = names.slice(0, 40).map((name) => (name.length > 80 ? `${name.slice(0, 80)}…` : name));
  return names.length > some.length ? `${some.join(", ")}, … (${names.length} in all)` : some.join(", ");
}
