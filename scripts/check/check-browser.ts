/**
 * Bundles a page that scores a network, with esbuild and with Vite and their defaults for browsers, and opens both in
 * Chromium: the score must be Node's, and the console silent. Expects a finished `pnpm build`; where there is no
 * Chromium it says so and ends.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";
import * as vite from "vite";
import { scoreOfACell } from "./browser/score.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = fileURLToPath(new URL("browser/page.ts", import.meta.url));
const html = '<!doctype html><meta charset="utf-8"><title>waiting</title><link rel="icon" href="data:,">';

const bundlers: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
  esbuild: async (folder) => {
    await esbuild.build({
      entryPoints: [page],
      bundle: true,
      format: "esm",
      outfile: join(folder, "page.js"),
      logLevel: "error",
    });
    writeFileSync(join(folder, "index.html"), `${html}<script type="module" src="/page.js"></script>`);
  },
  vite: async (folder) => {
    const source = mkdtempSync(join(root, ".browser-"));
    try {
      writeFileSync(join(source, "index.html"), `${html}<script type="module" src="${page}"></script>`);
      await vite.build({
        root: source,
        configFile: false,
        logLevel: "error",
        server: { fs: { allow: [root] } },
        build: { outDir: folder, emptyOutDir: false, target: "es2022" },
      });
    } finally {
      rmSync(source, { recursive: true });
    }
  },
};

function chromiumHere(): string | undefined {
  const found = [process.env["EZNAS_CHROMIUM"], "chromium", "chromium-browser", "google-chrome"].find(
    (name) => name && spawnSync(name, ["--version"]).status === 0,
  );
  return found && (found.includes("/") ? found : spawnSync("which", [found], { encoding: "utf8" }).stdout.trim());
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = join(folder, request.url === "/" ? "index.html" : new URL(request.url!, "http://here").pathname);
    try {
      const content = readFileSync(path);
      response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** What the page's title becomes, and what its console said. */
async function opened(executablePath: string, folder: string): Promise<{ title: string; said: readonly string[] }> {
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage();
    const said: string[] = [];
    tab.on(
      "console",
      (message) => void (message.type() !== "info" && said.push(`${message.type()}: ${message.text()}`)),
    );
    tab.on("pageerror", (error) => void said.push(`error: ${error.message}`));
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await tab.waitForFunction('document.title !== "waiting"', undefined, { timeout: 60_000 }).catch(() => {});
    return { title: await tab.title(), said };
  } finally {
    await browser.close();
    server.close();
  }
}

const executablePath = chromiumHere();
if (!executablePath) console.error("no Chromium here (EZNAS_CHROMIUM may name one): browser bundles are not checked");
else {
  const expected = await scoreOfACell();
  const wasm = join(
    dirname(
      createRequire(join(root, "packages/kernels/package.json")).resolve("@tensorflow/tfjs-backend-wasm/package.json"),
    ),
    "dist",
  );
  for (const [name, bundle] of Object.entries(bundlers)) {
    const folder = mkdtempSync(join(root, ".browser-"));
    try {
      mkdirSync(join(folder, "wasm"));
      for (const file of ["", "-simd", "-threaded-simd"])
        cpSync(join(wasm, `tfjs-backend-wasm${file}.wasm`), join(folder, "wasm", `tfjs-backend-wasm${file}.wasm`));
      await bundle(folder);
      const { title, said } = await opened(executablePath, folder);
      const right = Math.abs(Number(title) / expected - 1) < 1e-5 && said.length === 0;
      console.error(`${name}: the page scores ${title}, Node ${expected}${said.map((line) => `\n  ${line}`).join("")}`);
      if (!right) process.exitCode = 1;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
