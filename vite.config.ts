import path from "node:path";
import { reactRouter } from "@react-router/dev/vite";
import { configDefaults, defineConfig } from "vitest/config";

declare module "vitest" {
  interface ProvidedContext {
    postgresServer: string | undefined;
    /** The folder that the runners of one `npm test` share. */
    sharedByRunners: string | undefined;
    /** The dump of a migrated embedded database. */
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

const TESTS = ["app/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"];
const INTEGRATION = "**/*.integration.test.ts";
const NO_TESTS = [...configDefaults.exclude, "build/**", "e2e/**"];

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
            "max-connect": "./bin/max-connect.ts",
            "desk-invite": "./bin/desk-invite.ts",
            "desk-code": "./bin/desk-code.ts",
            "prepare-embedded": "./bin/prepare-embedded.ts",
            setup: "./bin/setting-up/setup.ts",
            doctor: "./bin/setting-up/doctor.ts",
            backup: "./bin/keeping/backup.ts",
            restore: "./bin/keeping/restore.ts",
            move: "./bin/keeping/move.ts",
          },
          output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
        },
      },
    },
  },
  test: {
    projects: [
      // Rules, and use cases over a database: files share a worker, and with it the modules they import.
      { extends: true, test: { name: "unit", include: TESTS, exclude: [...NO_TESTS, INTEGRATION], isolate: false } },
      // What is killed, waits, hashes passwords on purpose or reads a million rows.
      { extends: true, test: { name: "integration", include: [INTEGRATION], exclude: NO_TESTS } },
    ],
    globalSetup: ["app/testing/database/prepared.ts"],
    provide: { postgresServer: process.env.TEST_DATABASE_URL || undefined, sharedByRunners: process.env.TEST_RUN },
    // More than the cores of a small machine: a test file spends half of its time waiting for databases. A project
    // takes the number from here only, whatever the command line says.
    maxWorkers: Number(process.env.TEST_WORKERS ?? 3),
    // A test's embedded database lives for seconds: optimising its code would take longer than it saves.
    execArgv: ["--liftoff-only"],
    // Only a test that hangs takes this long, also on a machine that is busy with the browser tests.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
}));
