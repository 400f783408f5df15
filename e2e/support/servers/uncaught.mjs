// Preloaded into a process of the app: when it is sent SIGUSR2, it has an error that nothing catches.
const thrown = () => {
  throw new Error("of anna@example.org");
};
const KINDS = {
  error: () => setImmediate(thrown),
  rejection: () => void Promise.reject(new Error("of anna@example.org")),
  // And another one in every turn of its end.
  "many errors": () => setInterval(thrown, 1),
};
process.on("SIGUSR2", KINDS[process.env.UNCAUGHT]);
