import type { PlotOptions } from "@observablehq/plot";

export type Plot = typeof import("@observablehq/plot");

/** What is drawn, told in the terms of Observable Plot, which is loaded for those who draw. */
export type Figure = (plot: Plot) => PlotOptions;

/** A figure as the text of an SVG file: black on white, whatever it is shown on. */
export async function svgOf(figure: Figure): Promise<string> {
  const [plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = plot.plot({ ...figure(plot), document: document as unknown as Document });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("style", "background: white; color: black");
  return `${svg.outerHTML}\n`;
}
