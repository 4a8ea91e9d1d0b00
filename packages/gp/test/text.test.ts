import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call, checkTree, format, leaf, parse, type Tree } from "../src/index.ts";
import { primitiveSets, trees } from "../src/testing.ts";
import { set } from "./sets.ts";

const familiar = primitiveSets().chain((some) => fc.tuple(fc.constant(some), trees(some, { maxDepth: 8 })));

test("a text reads back as the same tree", () => {
  fc.assert(
    fc.property(familiar, ([some, tree]) => {
      const text = format(tree);
      expect(parse(text, some)).toEqual(tree);
      expect(format(parse(text, some))).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test("different trees have different texts", () => {
  fc.assert(
    fc.property(trees(set, { maxDepth: 2 }), trees(set, { maxDepth: 2 }), (a, b) => {
      expect(format(a) === format(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 1000 },
  );
});

test("spaces between names do not matter", () => {
  const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
  fc.assert(
    fc.property(trees(set), fc.infiniteStream(space), (tree, spaces) => {
      const text = format(tree).replace(/[(),]|[^\s(),]+/g, (token) => token + spaces.next().value);
      expect(parse(text, set)).toEqual(tree);
    }),
    { numRuns: 1000 },
  );
});

describe("a malformed text never gives anything but a SyntaxError", () => {
  const readsOrRefuses = (text: string): void => {
    let tree: Tree;
    try {
      tree = parse(text, set);
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError);
      expect((error as SyntaxError).message).toMatch(/^parse: .+ \(at column \d+\)$/s);
      return;
    }
    checkTree(tree, set);
    expect(parse(format(tree), set)).toEqual(tree);
  };

  test("when it is any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), readsOrRefuses), { numRuns: 1000 });
  });

  test("when it is made of a text's parts", () => {
    const parts = fc.constantFrom(
      "{",
      "}",
      "abs",
      "mul",
      "where",
      "T3",
      "T1_D",
      "T9",
      "(",
      "(",
      ")",
      ")",
      ",",
      " ",
      "toString",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (list) => readsOrRefuses(list.join(""))),
      { numRuns: 5000 },
    );
  });

  test("when a character of a good one is lost, doubled or changed", () => {
    fc.assert(
      fc.property(
        trees(set),
        fc.nat(),
        fc.constantFrom("", "(", ")", ",", "x", "((", " ", "{", "}", "{}"),
        (tree, place, by) => {
          const text = format(tree);
          const at = place % text.length;
          readsOrRefuses(text.slice(0, at) + by + text.slice(at + 1));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ["", 'the text is empty; write a tree such as "abs(T3)"', 1],
  [" \n", 'the text is empty; write a tree such as "abs(T3)"', 1],
  ["logdet(T3)", 'unknown operation "logdet"; did you mean "logDet"?', 1],
  ["abs(T3G_M)", 'unknown terminal "T3G_M"; did you mean "T3G_N"?', 5],
  ["abs(zzz)", 'unknown terminal "zzz"; known: T1_D, T3, T3G_N, T4_P', 5],
  ["toString(T3)", 'unknown operation "toString"; known: abs, sign, logDet, add, mul, where', 1],
  ["T3(T3)", '"T3" is a terminal and takes no arguments', 1],
  ["mul(T3, abs)", '"abs" is an operation and takes 1 argument', 9],
  ["abs(mul(T3))", '"mul" takes 2 arguments, got 1', 5],
  ["abs(T3, T3, T3)", '"abs" takes 1 argument, got 3', 1],
  ["abs()", 'expected an operation or a terminal, got ")"', 5],
  ["mul(T3,)", 'expected an operation or a terminal, got ")"', 8],
  ["mul(,T3)", 'expected an operation or a terminal, got ","', 5],
  ["(T3)", 'expected an operation or a terminal, got "("', 1],
  ["mul(T3 T3)", 'expected a comma or ")", got "T3"', 8],
  ["mul(T3(", '"T3" is a terminal and takes no arguments', 5],
  ["abs(T3", '"abs" is never closed; add a ")"', 1],
  ["abs(sign(", '"sign" is never closed; add a ")"', 5],
  ["abs(T3))", 'expected the end, got ")"', 8],
  ["abs(T3) T3", 'expected the end, got "T3"', 9],
  ["T3,", 'expected the end, got ","', 3],
  ["mul({a, b, T3)", '"{" is never closed; add a "}"', 5],
  ["abs({a})", 'unknown terminal "{a}"; known: T1_D, T3, T3G_N, T4_P', 5],
])("%j: %s", (text, message, column) => {
  expect(() => parse(text, set)).toThrow(new SyntaxError(`parse: ${message} (at column ${column})`));
});

test("a text may be exactly as deep as the limit", () => {
  fc.assert(
    fc.property(trees(set, { maxDepth: 8 }), fc.integer({ min: 0, max: 8 }), (tree, maxDepth) => {
      const read = (): Tree => parse(format(tree), set, { maxDepth });
      if (tree.depth <= maxDepth) expect(read()).toEqual(tree);
      else expect(read).toThrow(`parse: the tree is deeper than ${maxDepth}`);
    }),
    { numRuns: 1000 },
  );
  expect(() => parse("abs(abs(T3))", set, { maxDepth: 1 })).toThrow("(at column 9)");
});

test("texts nested far deeper than the call stack are read, and refused when they are wrong", () => {
  const text = `${"abs(".repeat(50_000)}T3${")".repeat(50_000)}`;
  expect(parse(text, set).depth).toBe(50_000);
  expect(format(parse(text, set))).toBe(text);
  expect(() => parse(text.slice(0, -1), set)).toThrow('"abs" is never closed');
  expect(() => parse("abs(".repeat(1_000_000), set, { maxDepth: 10 })).toThrow("deeper than 10");
});

test("what is no text is a TypeError", () => {
  expect(() => parse(undefined as unknown as string, set)).toThrow(
    new TypeError("parse: expected a text, got undefined"),
  );
});

test("the canonical text has a comma and one space", () => {
  expect(format(call("where", [leaf("T3"), call("abs", [leaf("T1_D")]), leaf("T3")]))).toBe("where(T3, abs(T1_D), T3)");
});

test("what braces enclose is one name, whatever it holds", () => {
  const some = { ops: set.ops, terminals: ["{cbr: mul(T3, {x})}", "T3"] };
  const tree = parse("mul( {cbr: mul(T3, {x})},T3 )", some);
  expect(tree).toEqual(call("mul", [leaf("{cbr: mul(T3, {x})}"), leaf("T3")]));
  expect(() => parse("mul({cbr: mul(T3, {x})} T3, T3)", some)).toThrow(
    'expected a comma or ")", got "T3" (at column 25)',
  );
  expect(() => parse("{cbr: mul(T3, {x})}(T3)", some)).toThrow('expected the end, got "(" (at column 20)');
  for (const name of ["{", "{a", "{a}b", "{a}}", "{a}{b}"]) expect(() => leaf(name)).toThrow(/^leaf: a name has/);
  expect(() => call("{a}", [leaf("T3")])).toThrow(/^call: .*, and begins with no brace, got/);
});

test("the caller may say what stands for a name", () => {
  const numbers = { ops: set.ops, terminals: [] };
  const places: number[] = [];
  const read = (name: string, column: number): Tree => {
    places.push(column);
    return name === "x" ? parse("abs(T3)", set) : leaf(name);
  };
  expect(format(parse("mul(2.5, x)", numbers, { leaf: read }))).toBe("mul(2.5, abs(T3))");
  expect(places).toEqual([5, 10]);
  expect(() => parse("mul(2.5, x)", numbers, { leaf: read, maxDepth: 1 })).toThrow("deeper than 1");
});

test("a name may be an operation and a terminal", () => {
  const both = { ops: { x: { arity: 1 } }, terminals: ["x"] };
  expect(format(parse("x(x(x))", both))).toBe("x(x(x))");
});
