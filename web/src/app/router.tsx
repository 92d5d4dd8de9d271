import { createRootRoute, createRouter, Outlet } from "@tanstack/react-router";
import { NotFound } from "./NotFound";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

export const router = createRouter({ routeTree: root, defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
