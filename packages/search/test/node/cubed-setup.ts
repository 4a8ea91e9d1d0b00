/** What metrics may name in workers, with an operation and an aggregate of one's own. */
import { extendOps, ops } from "@eznas/ops";
import { aggregates, extendReductions } from "@eznas/program";
import { cubed } from "../../../ops/test/cubed.ts";
import { range } from "../../../program/test/range.ts";

export default { ops: extendOps(ops, { cubed }), aggregates: extendReductions(aggregates, { range }) };
