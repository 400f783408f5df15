import { ExportInsightUseCase } from "#app/application/insight/export-insight.ts";
import { GetHealthQuery } from "#app/application/insight/get-health.ts";
import { GetInsightQuery } from "#app/application/insight/get-insight.ts";
import { RecordViewUseCase } from "#app/application/insight/record-view.ts";

type Parts = ConstructorParameters<typeof GetHealthQuery>[0] & ConstructorParameters<typeof RecordViewUseCase>[0];

/** Views, numbers and the page of faults. */
export function insightOf(parts: Parts) {
  return {
    recordView: new RecordViewUseCase(parts),
    getInsight: new GetInsightQuery(parts),
    exportInsight: new ExportInsightUseCase(parts),
    getHealth: new GetHealthQuery(parts),
  };
}
