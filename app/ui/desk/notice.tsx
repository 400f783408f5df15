import type { ReactNode } from "react";

/** What was just done, or what is to be known. Read aloud when it appears. */
export function Notice({ tone = "good", children }: { tone?: "good" | "bad"; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** Nothing is here, and why. */
export function EmptyState({ children }: { children: ReactNode }) {
  return <div className="empty card">{children}</div>;
}
