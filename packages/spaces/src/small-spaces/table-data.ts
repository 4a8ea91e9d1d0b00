// Written by scripts/build/embed-small-spaces.ts from the tables in packages/spaces/small-spaces.
export const tables: Readonly<Record<string, string>> = {};
