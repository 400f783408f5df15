import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Builds a commit in a temporary folder, which is removed after the work. Throws for an unknown commit or a failed build. */
export async function withBuildOf<T>(commit: string, work: (build: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), "no-slots-other-"));
  const build = path.join(dir, "build");
  try {
    succeed("git", ["worktree", "add", "--detach", "--force", build, commit]);
    succeed("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], build);
    succeed("npm", ["run", "--silent", "build"], build);
    return await work(build);
  } finally {
    spawnSync("git", ["worktree", "remove", "--force", build], { stdio: "ignore" });
    await rm(dir, { recursive: true, force: true });
  }
}

function succeed(command: string, args: string[], cwd = ".") {
  const env = { ...process.env, NODE_ENV: "production" };
  const { status } = spawnSync(command, args, { cwd, env, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} did not succeed`);
}
