import fc from "fast-check";
import { expect, test } from "vitest";
import { workersFor } from "../../src/commands/options.ts";
import { recordedIo } from "../command-line.ts";

const counts = fc.integer({ min: 1, max: 5000 });

test("there are at least one and never more threads than asked for, cores or networks", () => {
  fc.assert(
    fc.property(counts, fc.option(counts, { nil: undefined }), counts, (asked, networks, cores) => {
      const io = recordedIo();
      const count = workersFor(asked, networks, io, cores);
      expect(count).toBe(Math.min(asked, networks ?? asked, cores));
      // The default, as many as cores, is nothing that anybody asked for.
      expect(io.written.err === "").toBe(count === asked || asked === cores);
    }),
  );
});

test("fewer than asked for are said in one line", () => {
  const io = recordedIo();
  workersFor(100, 5, io, 8);
  workersFor(5000, undefined, io, 1);
  expect(io.written.err).toBe(
    "--workers 100: 5 are started, for 8 cores and 5 networks\n--workers 5000: 1 is started, for 1 core\n",
  );
});
