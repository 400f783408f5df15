import { createContext, useContext } from "react";
import { NEUTRAL_ABOUT } from "#app/copy/practice.ts";

/** What the practice says of itself, around every page that the server draws. Public pages are drawn nowhere else. */
export const PracticeWords = createContext(NEUTRAL_ABOUT);

export const usePracticeWords = () => useContext(PracticeWords);
