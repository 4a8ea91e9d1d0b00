import { library } from "../../tsup.base.ts";

export default library(["src/index.ts", "src/node/index.ts", "src/node/rank-worker.ts"], { shims: true });
