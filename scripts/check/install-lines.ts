/** What a README tells its reader to install, and what its examples import: the second must be within the first. */

export interface Example {
  readonly line: number;
  readonly code: string;
  /** A block fenced as `ts no-run` is not run. */
  readonly run: boolean;
  /** The packages that its imports name. */
  readonly imports: readonly string[];
  /** What the `npm install` lines before it name. */
  readonly installed: readonly string[];
}

const packageIn = (specifier: string): string => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** The `ts` blocks of a README, each with what its reader has installed by then. */
export function examplesIn(readme: string): readonly Example[] {
  const examples: Example[] = [];
  const installed = new Set<string>();
  let open: { readonly line: number; readonly run: boolean; readonly code: string[] } | undefined;
  for (const [at, text] of readme.split("\n").entries()) {
    const fence = /^```ts( no-run)?$/.exec(text);
    if (open && text === "```") {
      const code = open.code.join("\n");
      const specifiers = [...code.matchAll(/(?:from|import\() ?"([^".][^"]*)"/g)].map(([, specifier]) => specifier!);
      // The laws in these subpaths are fast-check's properties; those of stats are plain.
      const laws = specifiers.some((specifier) => /^@eznas\/(?!stats\/)[^/]+\/testing$/.test(specifier));
      const imports = new Set(specifiers.filter((specifier) => !specifier.startsWith("node:")).map(packageIn));
      if (laws) imports.add("fast-check");
      examples.push({ line: open.line, run: open.run, code, imports: [...imports], installed: [...installed] });
      open = undefined;
    } else if (open) open.code.push(text);
    else if (fence) open = { line: at + 2, run: !fence[1], code: [] };
    else
      for (const name of /^npm install (.*)$/.exec(text)?.[1]?.split(" ") ?? [])
        if (!name.startsWith("-")) installed.add(name);
  }
  return examples;
}
