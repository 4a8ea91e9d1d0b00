export { type ProxyLawOptions, proxyLaws } from "./testing/proxy-laws.ts";
