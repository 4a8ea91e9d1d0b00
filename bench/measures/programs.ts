/** Programs on networks, against the same programs in PyTorch. */
import { format, rampedHalfAndHalf, seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { ops } from "@eznas/ops";
import { program, type Score, scorer } from "@eznas/program";
import { statisticNames } from "@eznas/stats";
import { heavy } from "../cells.ts";
import { timed } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { digits } from "../median.ts";
import { instanceShapes, normalStatistics } from "../statistics-like.ts";
import { noTorch, startTorch } from "../torch.ts";

interface Reply {
  readonly seconds: readonly number[];
  readonly finite: readonly boolean[];
}

/** Programs taken in turn with PyTorch, few enough that both sides see the same machine. */
const turn = 5;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export const programs: Measure = {
  name: "programs",
  what: "program × network evaluations per second, 200 programs of ramped depth 2–6, batch 1, nothing shared",
  unit: "×",
  goal: { is: "at least", value: 5 },
  async run({ quick, note }) {
    const [count, networkCount] = quick ? [10, 1] : [200, 6];
    await useBackend("wasm");
    const rng = seeded(1, "programs");
    const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
    const drawn = Array.from({ length: count }, () => init({ ops, terminals: statisticNames }, rng));
    const shapes = await instanceShapes(heavy);
    const networks = Array.from({ length: networkCount }, (_, i) => normalStatistics(shapes, seeded(1, "network", i)));
    const torch = startTorch<unknown, Reply>("programs.py");
    await torch?.ask({ networks: networkCount, instances: shapes });

    // Both sides warm up, ours on all programs: WebAssembly is slow until it has been
    // compiled well, and a search runs long.
    const arena = new Arena();
    for (const tree of drawn) scorer([program(tree)], { arena })(networks[0]!);
    await torch?.ask(drawn.slice(0, turn).map(format));
    const ours: number[] = [];
    const theirs: number[] = [];
    const finiteThere: boolean[] = [];
    const scores: (readonly Score[])[] = [];
    for (let from = 0; from < count; from += turn) {
      const some = drawn.slice(from, from + turn);
      for (const tree of some) {
        const [milliseconds] = await timed(1, async () => {
          const scoresOf = scorer([program(tree)], { arena });
          scores.push(networks.map((network) => scoresOf(network)[0]!));
        });
        ours.push(milliseconds! / 1000);
      }
      const reply = await torch?.ask(some.map(format));
      theirs.push(...(reply?.seconds ?? []));
      finiteThere.push(...(reply?.finite ?? []));
      if ((from + turn) % 50 === 0) note(`${from + turn} of ${count} programs`);
    }
    torch?.close();

    const isValid = scores.map((row) => row.every(({ ok }) => ok));
    const valid = drawn.filter((_, i) => isValid[i]);
    const perSecond = (seconds: number, of = count): number => (of * networkCount) / seconds;
    const ofValid = (seconds: readonly number[]): number =>
      perSecond(sum(seconds.filter((_, i) => isValid[i])), valid.length);
    const together = async (trees: typeof drawn): Promise<number> => {
      const [milliseconds] = await timed(1, async () => {
        const scoresOf = scorer(
          trees.map((tree) => program(tree)),
          { arena },
        );
        for (const network of networks) scoresOf(network);
      });
      return perSecond(milliseconds! / 1000, trees.length);
    };
    const [shared, sharedValid] = [await together(drawn), await together(valid)];
    const rates = { all: perSecond(sum(ours)), valid: ofValid(ours) };
    const peer = torch && { all: perSecond(sum(theirs)), valid: ofValid(theirs) };
    return {
      value: peer && rates.all / peer.all,
      ours: peer
        ? `${digits(rates.all)}/s (${digits(rates.valid / peer.valid)} × over valid programs alone, ` +
          `${digits(shared / peer.all)} × with subtrees shared)`
        : `${digits(rates.all)}/s`,
      peer: peer ? `${digits(peer.all)}/s` : noTorch,
      figures: {
        programs: count,
        networks: networkCount,
        "instances of a network": shapes.length,
        "per second, subtrees shared": digits(shared),
        "valid programs": valid.length,
        "per second, valid programs": digits(rates.valid),
        "per second, valid programs, subtrees shared": digits(sharedValid),
        "gain from sharing": digits(shared / rates.all),
        ...(peer && {
          "programs valid here and there, or neither": isValid.filter((here, i) => here === finiteThere[i]).length,
          "PyTorch per second, valid programs": digits(peer.valid),
          "ratio, valid programs": digits(rates.valid / peer.valid),
          "ratio, subtrees shared": digits(shared / peer.all),
          "ratio, valid programs, subtrees shared": digits(sharedValid / peer.valid),
        }),
        threads: 1,
      },
    };
  },
};
