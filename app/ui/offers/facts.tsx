import type { Fact } from "#app/views/offers/offer-view.ts";

export function HourFacts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="card narrow">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
