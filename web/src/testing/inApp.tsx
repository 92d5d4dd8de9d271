import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { type ReactNode, Suspense } from "react";
import { newQueryClient } from "@/api/queryClient";
import { session } from "@/api/session";
import type { Role, TenantChoice, User } from "@/api/types";
import { startTexts, texts } from "@/i18n";

const TENANT = {
  id: "ten_shop",
  slug: "shop",
  name: "Loja",
  timeZone: "America/Sao_Paulo",
  accent: null,
};

/** Somebody is signed in. */
export function signInAs(role: Role, more: Partial<User> = {}) {
  const tenant = { ...TENANT, role } as TenantChoice;
  const user = {
    id: "usr_me",
    name: "Olga Prado",
    email: "olga@shop.example",
    isSuperAdmin: false,
    language: "pt-BR",
    availability: "available",
    ...more,
  } as User;
  session.begin({ accessToken: "token", expiresIn: 900, user, tenants: [tenant] });
}

/** Shows something as it stands in the app: with texts in pt-BR, a router at `path` and an empty cache. */
export async function renderInApp(shown: ReactNode, path = "/") {
  if (!texts.isInitialized) await startTexts("pt-BR");
  const root = createRootRoute({ component: () => <Suspense>{shown}</Suspense> });
  const anywhere = createRoute({ getParentRoute: () => root, path: "$" });
  const router = createRouter({
    routeTree: root.addChildren([anywhere]),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  const result = render(
    <QueryClientProvider client={newQueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { ...result, router };
}
