// Set before the libraries are loaded, as in main.ts.
process.env.NODE_ENV = "production";
const { run } = await import("./run.ts");
const { pollTelegram } = await import("#app/http/chat/poll-telegram.server.ts");
await run(pollTelegram);
