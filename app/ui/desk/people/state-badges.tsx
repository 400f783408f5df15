import { Badge } from "#app/ui/desk/badge.tsx";
import type { StateBadge } from "#app/views/people/desk-badges.ts";

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
