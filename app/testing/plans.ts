/** A step of a plan. `rows` and `read` are counted where the statement was analyzed, and otherwise estimated. */
export type PlanNode = { type: string; table: string; rows: number; read: number; inner: PlanNode[] };

function nodeOf(plan: unknown): PlanNode {
  const { "Node Type": type, "Relation Name": table, "Plan Rows": planned, Plans: inner = [] } = Object(plan);
  const { "Actual Rows": rows = planned, "Actual Loops": loops = 1 } = Object(plan);
  const { "Rows Removed by Filter": filtered = 0, "Rows Removed by Index Recheck": rechecked = 0 } = Object(plan);
  const read = (Number(rows) + Number(filtered) + Number(rechecked)) * Number(loops);
  return { type: String(type), table: String(table ?? ""), rows: Number(rows), read, inner: inner.map(nodeOf) };
}
const flat = (node: PlanNode): PlanNode[] => [node, ...node.inner.flatMap(flat)];

export type Statement = { query: string; params: unknown[] };
type Run = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

/** All steps of the plan that PostgreSQL makes for a statement with its values. `analyze` runs the statement. */
export async function planOf(run: Run, { query, params }: Statement, analyze = false): Promise<PlanNode[]> {
  const { rows } = await run(`explain (${analyze ? "analyze, timing off, " : ""}format json) ${query}`, params);
  const [[{ Plan: plan }]] = rows.map((row) => Object(Object(row)["QUERY PLAN"]));
  return flat(nodeOf(plan));
}
