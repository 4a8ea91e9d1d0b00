import { library } from "../../tsup.base.ts";

export default library(["src/index.ts", "src/layout.ts", "src/recording/index.ts", "src/tape.ts", "src/training.ts"]);
