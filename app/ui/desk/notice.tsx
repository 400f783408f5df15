import type { ReactNode } from "react";

/** The result of the last act, or a notice. Read aloud when it appears. */
export function Notice({ tone = "good", children }: { tone?: "good" | "bad"; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** An empty list, and why it is empty. */
export function EmptyState({ children }: { children: ReactNode }) {
  return <div className="empty card">{children}</div>;
}
