// Set before the libraries are loaded: React chooses its production build by it. The shell may say otherwise.
process.env.NODE_ENV = "production";
const { run } = await import("./run.ts");
await run();
