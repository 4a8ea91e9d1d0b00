/**
 * A module of Node's own. Its name is no literal here, so that a bundler for browsers, which the caller has made sure
 * not to be in, does not look for it.
 */
export async function nodeBuiltIn<Module>(name: `node:${string}`): Promise<Module> {
  return (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as Module;
}
