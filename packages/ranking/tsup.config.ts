import { library } from "../../tsup.base.ts";

export default library(["src/index.ts", "src/node/index.ts", "src/node/rank-worker.ts", "src/node/collect-worker.ts"], {
  shims: true,
});
