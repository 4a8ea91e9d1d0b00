/** Writes docs/ops.md from the table of operations; with --check it fails where the file is not what it would write. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { interSampleOps, type Op, ops } from "@eznas/ops";

const path = fileURLToPath(new URL("../../docs/ops.md", import.meta.url));
const names = ["a", "b", "c"];

function shown(value: unknown): string {
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true }).replaceAll("Infinity", "∞");
}

function section({ name, arity, latex, infix, domain, examples }: Op): string {
  const args = names.slice(0, arity);
  const [first] = examples;
  const example = first ? `\n\n\`${name}(${first.of.map(shown).join(", ")})\` is \`${shown(first.is)}\`` : "";
  return `### ${name}\n\n$${latex(...args)}$, in plain text \`${infix!(...args)}\`\n\n${domain}${example}`;
}

const sections = (table: object): string =>
  Object.values(table as Readonly<Record<string, Op>>)
    .map(section)
    .join("\n\n");

const text = `# Operations

The 34 operations of programs, as \`eznas ops\` lists them; made from the table of \`@eznas/ops\` by
\`npm run docs:ops\`. Each takes tensors and gives one; what departs from the textbook is said.

${sections(ops)}

## Across samples

What naswot, jacob_cov, zico and meco need besides the 34; off by default:
\`extendOps(ops, interSampleOps)\` has them.

${sections(interSampleOps)}
`;

if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== text) {
    console.error("docs/ops.md is not what the table says: npm run docs:ops");
    process.exitCode = 1;
  }
} else writeFileSync(path, text);
