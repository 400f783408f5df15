import { ExportInsightUseCase } from "#app/application/insight/export-insight.ts";
import { GetHealthQuery } from "#app/application/insight/get-health.ts";
import { GetInsightQuery } from "#app/application/insight/get-insight.ts";
import { RecordViewUseCase } from "#app/application/insight/record-view.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import { UnavailableError } from "#app/application/ports/database.ts";
import type { MetricsFacts } from "#app/domain/insight/metrics.ts";
import { newestBackupAt } from "#app/infrastructure/backup/nightly-backup.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { processFacts } from "#app/infrastructure/insight/process-facts.ts";
import { sameSecret } from "#app/infrastructure/keys/same-secret.ts";

type Parts = ConstructorParameters<typeof GetHealthQuery>[0] & ConstructorParameters<typeof RecordViewUseCase>[0];

type MetricsParts = {
  config: Pick<Config, "metricsToken" | "backupDir">;
  getHealth: GetHealthQuery;
  health(): Promise<string>;
  clock: Clock;
};

/** What a monitor reads with its token; `null`: nobody may. */
export function metricsOf({ config: { metricsToken, backupDir }, getHealth, health, clock }: MetricsParts) {
  if (metricsToken === null) return null;
  return {
    admits: sameSecret(metricsToken),
    async read(): Promise<MetricsFacts> {
      const backup = backupDir === null ? null : newestBackupAt(backupDir);
      return {
        process: processFacts(),
        ready: (await health()) === "ready",
        health: await getHealth.numbers().catch((error: unknown) => {
          if (error instanceof UnavailableError) return null;
          throw error;
        }),
        backupAgeSeconds: backup && (clock().getTime() - backup.getTime()) / 1000,
      };
    },
  };
}

/** Views, numbers and the page of faults. */
export function insightOf(parts: Parts) {
  return {
    recordView: new RecordViewUseCase(parts),
    getInsight: new GetInsightQuery(parts),
    exportInsight: new ExportInsightUseCase(parts),
    getHealth: new GetHealthQuery(parts),
  };
}
