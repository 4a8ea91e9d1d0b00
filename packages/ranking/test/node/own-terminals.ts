/** A setup module with a terminal of one's own. */
import { extendTerminals, terminal, terminals } from "@eznas/stats";

const halved = terminal({
  domain: "half of the weight of the convolution, O·I·H·W",
  reads: ["T3"],
  take: ({ instances }) =>
    instances.map(({ statistics: { T3 } }) => ({ shape: T3!.shape, data: T3!.data.map((x) => x / 2) })),
});

export default { terminals: extendTerminals(terminals, { halved }) };
