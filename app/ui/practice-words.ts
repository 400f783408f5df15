import { createContext, useContext } from "react";
import { NEUTRAL_ABOUT } from "#app/copy/practice.ts";
import type { AboutPractice, PracticeSaid } from "#app/domain/practice/about.ts";

/** `documents`: `null` where the same page is drawn for every practice. */
type Words = AboutPractice & { operator: string; documents: PracticeSaid["documents"] | null };

const NEUTRAL: Words = { ...NEUTRAL_ABOUT, operator: NEUTRAL_ABOUT.name, documents: null };

/** What the practice says of itself, around every page that the server draws. Public pages are drawn nowhere else. */
export const PracticeWords = createContext(NEUTRAL);

export const usePracticeWords = () => useContext(PracticeWords);
