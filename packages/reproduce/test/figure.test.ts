import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { svgOf } from "../src/figure.ts";

test("a figure is one SVG with its marks, white behind it and black by default", async () => {
  const svg = await svgOf((plot) => ({ width: 200, marks: [plot.dot([1, 2, 3], { x: (value: number) => value })] }));
  expect(svg).toMatch(/^<svg [^>]*>[\s\S]*<\/svg>\n$/);
  const root = parseHTML(svg).document.querySelector("svg")!;
  expect(root.getAttribute("xmlns")).toBe("http://www.w3.org/2000/svg");
  expect(root.getAttribute("style")).toBe("background: white; color: black");
  expect(root.querySelectorAll("circle").length).toBe(3);
});

test("a figure of nothing is empty, and no error", async () => {
  const svg = await svgOf((plot) => ({ marks: [plot.dot([], { x: "x", y: "y" })] }));
  expect(svg).not.toContain("<circle");
});
