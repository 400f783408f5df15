// Set before the libraries are loaded: React and React Router choose their production selves by it.
process.env.NODE_ENV ??= "production";
const { run } = await import("./run.ts");
await run();
