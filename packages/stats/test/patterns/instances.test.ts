import { useBackend } from "@eznas/kernels";
import { input, type LayersModel, layers, model, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import { describe, expect, test } from "vitest";
import { cbr, findInstances, isBatchNorm, isConvolution, type Pattern, pattern, rcb } from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";
import { act, add, bn, chain, concatenate, conv, convLayer, headed, models, pad, relu } from "../models.ts";

// tf.layers draws weights when a model is built.
await useBackend("cpu");

function found(built: LayersModel, what: Pattern = rcb()): readonly string[] {
  const names = findInstances(built, what).map(({ layers: chain }) => chain.join(" "));
  built.dispose();
  return names;
}

const body = (...steps: Parameters<typeof chain>[1][]): LayersModel => headed((x) => chain(x, ...steps));

describe("ReLU-Conv-BatchNorm", () => {
  test("is found in a Sequential model, without the stem", () => {
    expect(found(tinyModel())).toEqual(["relu1 conv1 bn1", "relu2 conv2 bn2"]);
  });

  test("is found in functional and nested models, in the order of application", () => {
    expect(found(models["a residual sum, whose parts have several readers"]())).toEqual([
      "r1 c1 b1",
      "r2 c2 b2",
      "r3 c3 b3",
    ]);
    expect(found(models["a model in a model"]())).toEqual([
      "one/r one/one_c one/b",
      "two/r two/two_c two/b",
      "tail/r tail/c tail/b",
    ]);
  });

  test("is found across the border of nested models", () => {
    const y = input({ shape: [6, 6, 2] });
    const inner = model({ name: "inner", inputs: y, outputs: chain(y, conv("c", 2), bn("b")) });
    expect(found(body(relu("r"), (x) => inner.apply(x) as SymbolicTensor))).toEqual(["r inner/c inner/b"]);
  });

  test.each<[string, LayersModel["name"], Parameters<typeof chain>[1][]]>([
    ["an activation layer", "r c b", [act("r", "relu"), conv("c", 2), bn("b")]],
    ["a ReLU layer", "r c b", [relu("r"), conv("c", 2), bn("b")]],
    [
      "an activation inside the convolution before",
      "p c b",
      [conv("p", 2, 3, { activation: "relu" }), conv("c", 2), bn("b")],
    ],
    ["padding between", "r c b", [relu("r"), pad("z"), conv("c", 2, 3, { padding: "valid" }), bn("b")]],
    [
      "dropout between",
      "r c b",
      [relu("r"), (x) => layers.dropout({ rate: 0.1 }).apply(x) as SymbolicTensor, conv("c", 2), bn("b")],
    ],
  ])("is found with %s", (_, expected, steps) => {
    expect(found(body(...steps))).toEqual([expected]);
  });

  test.each<[string, Parameters<typeof chain>[1][]]>([
    ["no batch norm after the convolution", [relu("r"), conv("c", 2)]],
    ["another activation", [act("t", "tanh"), conv("c", 2), bn("b")]],
    [
      "a clipped ReLU",
      [(x) => layers.reLU({ name: "r", maxValue: 6 }).apply(x) as SymbolicTensor, conv("c", 2), bn("b")],
    ],
    [
      "pooling between",
      [relu("r"), (x) => layers.maxPooling2d({ poolSize: 2 }).apply(x) as SymbolicTensor, conv("c", 2), bn("b")],
    ],
    ["a ReLU between convolution and batch norm", [relu("r"), conv("c", 2, 3, { activation: "relu" }), bn("b")]],
    [
      "a transposed convolution",
      [relu("r"), (x) => layers.conv2dTranspose({ filters: 2, kernelSize: 1 }).apply(x) as SymbolicTensor, bn("b")],
    ],
    ["a dense layer", [relu("r"), (x) => layers.dense({ units: 2 }).apply(x) as SymbolicTensor, bn("b")]],
    ["a sum between", [(x) => chain(add("s", relu("r")(x), x), conv("c", 2), bn("b"))]],
  ])("is not found with %s", (_, steps) => {
    expect(found(body(...steps))).toEqual([]);
  });

  test("takes a clipped ReLU if told to", () => {
    const clipped = (x: SymbolicTensor) => layers.reLU({ name: "r", maxValue: 6 }).apply(x) as SymbolicTensor;
    expect(found(body(clipped, conv("c", 2), bn("b")), rcb({ relu6: true }))).toEqual(["r c b"]);
    expect(found(body(relu("r"), conv("c", 2), bn("b")), rcb({ relu6: true }))).toEqual(["r c b"]);
  });

  test("keeps the first of two convolutions, or the second if told to, and not a third", () => {
    const two = () => body(relu("r"), conv("c1", 2), conv("c2", 2), bn("b"));
    const name = (what: Pattern) => {
      const built = two();
      const [instance] = findInstances(built, what);
      built.dispose();
      return [instance!.name, instance!.layers.join(" ")];
    };
    expect(name(rcb())).toEqual(["c1", "r c1 c2 b"]);
    expect(name(rcb({ doubleConv: "second" }))).toEqual(["c2", "r c1 c2 b"]);
    expect(found(body(relu("r"), conv("c1", 2), conv("c2", 2), conv("c3", 2), bn("b")))).toEqual([]);
  });

  test("counts a separable convolution as its depthwise and its pointwise one", () => {
    const separable = (x: SymbolicTensor) =>
      layers.separableConv2d({ name: "s", filters: 2, kernelSize: 3, padding: "same" }).apply(x) as SymbolicTensor;
    expect(found(body(relu("r"), separable, bn("b")))).toEqual(["r s s b"]);
  });

  test("follows one branch of a factorized reduction, in which two convolutions of a map are concatenated", () => {
    const reduction = () =>
      headed((x) => {
        const r = relu("r")(x);
        const shifted = layers
          .cropping2D({
            cropping: [
              [1, 0],
              [1, 0],
            ],
          })
          .apply(pad("z")(r)) as SymbolicTensor;
        const half = (name: string) => conv(name, 2, 1, { strides: 2, padding: "valid" });
        const short = chain(
          shifted,
          (y) =>
            layers
              .cropping2D({
                cropping: [
                  [0, 1],
                  [0, 1],
                ],
              })
              .apply(y) as SymbolicTensor,
        );
        return chain(concatenate("cat", half("c1")(r), half("c2")(short)), bn("b"));
      });
    expect(found(reduction())).toEqual(["r c1 b"]);
    expect(found(reduction(), rcb({ doubleConv: "second" }))).toEqual(["r c2 b"]);
  });

  test("does not follow a concatenation of different maps' convolutions", () => {
    const built = headed((x) => {
      const [a, b] = [relu("r1")(x), relu("r2")(conv("p", 2)(x))];
      return chain(concatenate("cat", conv("c1", 2)(a), conv("c2", 2)(b)), bn("b"));
    });
    expect(found(built)).toEqual([]);
  });

  test("names a second use of a layer, and a second batch norm of a convolution", () => {
    const twice = models["a layer used twice"]();
    expect(findInstances(twice, rcb()).map(({ name }) => name)).toEqual(["shared", "shared#2"]);
    const forked = headed((x) => {
      const c = chain(x, relu("r"), conv("c", 2));
      return add("s", bn("b1")(c), bn("b2")(c));
    });
    expect(findInstances(forked, rcb()).map(({ name, layers }) => `${name}: ${layers.join(" ")}`)).toEqual([
      "c: r c b1",
      "c#2: r c b2",
    ]);
    forked.dispose();
  });

  test("knows a layer of one's own by its kernel", () => {
    const own = convLayer("own", { filters: 2, kernelSize: 1 });
    own.getClassName = () => "MyConvolution";
    expect(found(body(relu("r"), (x) => own.apply(x) as SymbolicTensor, bn("b")))).toEqual(["r own b"]);
  });
});

test("Conv-BatchNorm-ReLU begins with the stem, and its last ends in the last ReLU", () => {
  expect(found(tinyModel(), cbr())).toEqual(["stem stem_bn relu1", "conv1 bn1 relu2", "conv2 bn2 relu3"]);
});

test("a pattern of one's own is found by its own tests, with what it lets lie between", () => {
  const links = [
    { layer: ({ activation }: { activation?: string }) => activation === "tanh", input: "T1" },
    { layer: isConvolution, input: "T2", weight: "T3" },
    { layer: isBatchNorm, output: "T4" },
  ] as const;
  const pooled = () =>
    body(
      act("t", "tanh"),
      (x) => layers.maxPooling2d({ poolSize: 2 }).apply(x) as SymbolicTensor,
      conv("c", 2),
      bn("b"),
    );
  expect(found(pooled(), pattern("tanh", links))).toEqual([]);
  const between = ({ className }: { className: string }) => className === "MaxPooling2D";
  expect(found(pooled(), pattern("tanh", links, { between }))).toEqual(["t c b"]);
});

test("a model without any has none", () => {
  expect(found(sequential({ layers: [layers.dense({ inputShape: [2], units: 1 })] }))).toEqual([]);
});
