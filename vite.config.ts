import path from "node:path";
import { reactRouter } from "@react-router/dev/vite";
import { configDefaults, defineConfig } from "vitest/config";

declare module "vitest" {
  interface ProvidedContext {
    postgresServer: string | undefined;
    /** A file with an embedded database whose migrations have run. */
    migratedEmbedded: string;
    /** The name of a migrated template database on that server. */
    migratedPostgres: string | undefined;
  }
}

/** No entry of react-router 7.18.4's `exports` leads to its production build: findings/react-router-production.sh */
const REACT_ROUTER = path.resolve("node_modules/react-router/dist/production");
const productionAliases = [
  { find: /^react-router$/, replacement: `${REACT_ROUTER}/index.mjs` },
  { find: /^react-router\/dom$/, replacement: `${REACT_ROUTER}/dom-export.mjs` },
];

export default defineConfig(({ command }) => ({
  plugins: process.env.VITEST ? [] : [reactRouter()],
  resolve: { alias: command === "build" ? productionAliases : [] },
  // Older Android phones: Chrome 80 and Safari 13 have no media ranges (`width >= 40rem`).
  build: { cssTarget: ["chrome80", "safari13", "firefox78"] },
  environments: {
    ssr: {
      // Otherwise three hundred files load, of which a few are used, and Tailwind, Prism and a Markdown parser for the mails.
      // The bundled React Router imports the last two, and npm need not install them where the build finds them.
      resolve: { noExternal: ["date-fns", /^@react-email\//, "cookie", "set-cookie-parser"] },
      build: {
        target: "node20",
        rollupOptions: {
          input: {
            server: "./bin/server.ts",
            main: "./bin/main.ts",
            "keys-status": "./bin/keys-status.ts",
            "keys-revoke": "./bin/keys-revoke.ts",
            "telegram-connect": "./bin/telegram-connect.ts",
            "telegram-poll": "./bin/telegram-poll.ts",
            "desk-invite": "./bin/desk-invite.ts",
            "desk-code": "./bin/desk-code.ts",
          },
          output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
        },
      },
    },
  },
  test: {
    include: ["app/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "build/**", "e2e/**"],
    globalSetup: ["app/testing/database/migrated.ts"],
    provide: { postgresServer: process.env.TEST_DATABASE_URL },
    // More than the cores of a small machine: half of a test file is waiting for its databases.
    maxWorkers: 3,
    // A test's embedded database lives for seconds: it is compiled once, not a second time to be quicker later.
    execArgv: ["--liftoff-only"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
