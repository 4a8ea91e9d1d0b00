import { ops } from "@eznas/ops";
import { expect, test } from "vitest";
import { eznas } from "../command-line.ts";

test("every operation is listed with its arity and domain", async () => {
  const { ops: rows } = (await eznas(["ops", "--json"])).json<{
    ops: readonly { name: string; arity: number; domain: string }[];
  }>();
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(ops));
  expect(rows).toContainEqual({ name: "logDet", arity: 1, domain: ops.logDet.domain });
});

test("a person gets a line for each", async () => {
  const { out } = await eznas(["ops"]);
  expect(out.trimEnd().split("\n").length).toBe(Object.keys(ops).length);
  expect(out).toContain(`matMul/2  ${ops.matMul.domain}\n`);
});
