import { useBackend } from "@eznas/kernels";
import { amoeba, darts, enas, nasNet, pnas } from "@eznas/spaces";
import { beforeAll, test } from "vitest";
import { expectSameAsTorch, type TorchNetwork, torchNetworks } from "../torch-network.ts";

const spaces = { darts, amoeba, enas, pnas, nasNet };
const networks = torchNetworks("nds.json") as readonly (TorchNetwork & {
  readonly space: keyof typeof spaces;
  readonly form: "cifar" | "imagenet";
})[];

beforeAll(() => useBackend("wasm"));

test.each(networks)("PyTorch's network of $space, $form, has the same numbers", (golden) => {
  const { space, form } = golden;
  const resolution = form === "cifar" ? 14 : 36;
  expectSameAsTorch(spaces[space]({ form, classes: 3, resolution }), golden);
});
