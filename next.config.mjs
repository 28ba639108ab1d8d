// How the client is built. Pages only: the server of server/main.ts hosts them, and no state lives in here.
// Types are checked by `npm test`, so a build neither checks them nor edits a tsconfig. Not in TypeScript: a server that runs would
// need Next's compiler, 97 MB of it, to read this file.

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // There is no picture to make smaller; the optimizer would decode whatever anybody names, by native code (sharp).
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.browser.json' },
  // Without it Next looks for the root above this folder and may take another project's lock for ours.
  turbopack: {
    root: import.meta.dirname,
    // Texts come read beforehand (app/words/messages.ts): pages carry what says them, not what reads them.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
};

export default config;
