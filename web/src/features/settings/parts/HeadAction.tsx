import { type ReactNode, useContext } from "react";
import { createPortal } from "react-dom";
import { ActionPlace } from "./ActionPlace";

/** The first action of a screen, at the right end of the head. */
export function HeadAction({ children }: { children: ReactNode }) {
  const place = useContext(ActionPlace);
  return place && createPortal(children, place);
}
