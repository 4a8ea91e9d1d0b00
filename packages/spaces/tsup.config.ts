import { library } from "../../tsup.base.ts";

export default library(["src/index.ts", "src/testing.ts", "src/fashion-201.ts", "src/small-spaces.ts", "src/named.ts"]);
