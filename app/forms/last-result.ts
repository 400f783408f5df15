import type { SubmissionResult } from "@conform-to/react";

export type LastResult = SubmissionResult<string[]> | undefined;
