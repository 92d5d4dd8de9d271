import { createContext } from "react";

/** Where in the head of the settings the open screen puts its first action. */
export const ActionPlace = createContext<HTMLElement | null>(null);
