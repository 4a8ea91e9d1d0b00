import { library } from "../../tsup.base.ts";

export default library([
  "src/index.ts",
  "src/layers/index.ts",
  "src/layout/layout.ts",
  "src/passes/index.ts",
  "src/recording/index.ts",
  "src/tape.ts",
  "src/testing.ts",
  "src/training.ts",
]);
