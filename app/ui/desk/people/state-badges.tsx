import { Fragment } from "react";
import { Badge } from "#app/ui/desk/badge.tsx";
import type { StateBadge } from "#app/views/people/desk-badges.ts";

export function StateBadges({ badges }: { badges: StateBadge[] }) {
  return (
    <span className="badges">
      {badges.map(({ tone, label }) => (
        <Fragment key={label}>
          <Badge tone={tone}>{label}</Badge>{" "}
        </Fragment>
      ))}
    </span>
  );
}
