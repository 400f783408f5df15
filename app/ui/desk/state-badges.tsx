import { Badge, type BadgeTone } from "./badge.tsx";

export type StateBadge = { tone: BadgeTone; label: string };

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
