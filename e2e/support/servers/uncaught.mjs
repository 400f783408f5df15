// Preloaded into a process of the app: SIGUSR2 causes an uncaught error.
const thrown = () => {
  throw new Error("of anna@example.org");
};
const KINDS = {
  error: () => setImmediate(thrown),
  rejection: () => void Promise.reject(new Error("of anna@example.org")),
  // And another one in every turn while it ends.
  "many errors": () => setInterval(thrown, 1),
};
process.on("SIGUSR2", KINDS[process.env.UNCAUGHT]);
