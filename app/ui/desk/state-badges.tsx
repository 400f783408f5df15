import type { StateBadge } from "#app/views/desk-badges.ts";
import { Badge } from "./badge.tsx";

export function StateBadges({ badges }: { badges: StateBadge[] }) {
  return (
    <span className="badges">
      {badges.map(({ tone, label }) => (
        <Badge key={label} tone={tone}>
          {label}
        </Badge>
      ))}
    </span>
  );
}
