import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { session } from "@/api/session";
import { readContactSearch } from "@/features/contacts/search";
import { readSearch } from "@/features/inbox/search";
import { readAuditSearch } from "@/features/settings/audit/search";
import { readLogSearch } from "@/features/settings/log/search";
import { may } from "./access";
import { NotFoundPage } from "./NotFoundPage";
import { Shell } from "./shell/Shell";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: ({ to }): { to?: string } => (isOurs(to) ? { to } : {}),
  component: lazyRouteComponent(() => import("@/features/session/LoginPage"), "LoginPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("@/features/session/SetUpPage"), "SetUpPage"),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  component: lazyRouteComponent(() => import("@/features/session/ForgotPage"), "ForgotPage"),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  component: lazyRouteComponent(() => import("@/features/session/RegisterPage"), "RegisterPage"),
});

const tenants = createRoute({
  getParentRoute: () => root,
  path: "/tenants",
  beforeLoad: ({ location }) => requirePerson(location.href),
  component: lazyRouteComponent(() => import("@/features/session/TenantsPage"), "TenantsPage"),
});

/** Everything that needs somebody who is signed in and has a tenant. */
const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: ({ location }) => {
    requirePerson(location.href);
    if (!session.get().tenant) throw redirect({ to: "/tenants" });
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => app,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: worksOnConversations() ? "/inbox" : "/me" });
  },
});

const start = createRoute({
  getParentRoute: () => app,
  path: "/start",
  beforeLoad: () => {
    if (!may(session.get().user, "tenant:manage")) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("@/features/start/StartPage"), "StartPage"),
});

const inbox = createRoute({
  getParentRoute: () => app,
  path: "/inbox",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("@/features/inbox/Page"), "Page"),
});

/** The open conversation: the inbox itself shows it. */
const conversation = createRoute({ getParentRoute: () => inbox, path: "$conversationId" });

const contacts = createRoute({
  getParentRoute: () => app,
  path: "/contacts",
  validateSearch: readContactSearch,
  component: lazyRouteComponent(() => import("@/features/contacts/Page"), "Page"),
});

/** The open contact: the list stays beside it. */
const contact = createRoute({ getParentRoute: () => contacts, path: "$contactId" });

const me = createRoute({
  getParentRoute: () => app,
  path: "/me",
  component: lazyRouteComponent(() => import("@/features/session/ProfilePage"), "ProfilePage"),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/Layout"), "Layout"),
});

const numbers = createRoute({
  getParentRoute: () => settings,
  path: "numbers",
  component: lazyRouteComponent(() => import("@/features/settings/numbers/Page"), "Page"),
});

const number = createRoute({
  getParentRoute: () => numbers,
  path: "$numberId",
  component: lazyRouteComponent(
    () => import("@/features/settings/numbers/OpenNumber"),
    "OpenNumber",
  ),
});

/** The screens of the settings; what a person may not see the frame hides. */
const settingsPages = [
  numbers.addChildren([number]),
  createRoute({
    getParentRoute: () => settings,
    path: "numbers/new",
    component: lazyRouteComponent(
      () => import("@/features/settings/numbers/SetUpPage"),
      "SetUpPage",
    ),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "tags",
    component: lazyRouteComponent(() => import("@/features/settings/tags/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "replies",
    component: lazyRouteComponent(() => import("@/features/settings/replies/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "away",
    component: lazyRouteComponent(() => import("@/features/settings/away/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "away/new",
    component: lazyRouteComponent(() => import("@/features/settings/away/EditPage"), "EditPage"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "away/$awayId",
    component: lazyRouteComponent(() => import("@/features/settings/away/EditPage"), "EditPage"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "keys",
    component: lazyRouteComponent(() => import("@/features/settings/keys/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "audit",
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import("@/features/settings/audit/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "log",
    validateSearch: readLogSearch,
    component: lazyRouteComponent(() => import("@/features/settings/log/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "stuck",
    component: lazyRouteComponent(() => import("@/features/settings/stuck/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "people",
    component: lazyRouteComponent(() => import("@/features/settings/people/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "teams",
    component: lazyRouteComponent(() => import("@/features/settings/teams/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "usage",
    component: lazyRouteComponent(() => import("@/features/settings/usage/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "tenants",
    component: lazyRouteComponent(() => import("@/features/settings/tenants/Page"), "Page"),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: "company",
    component: lazyRouteComponent(() => import("@/features/settings/company/Page"), "Page"),
  }),
] as const;

export const routeTree = root.addChildren([
  login,
  forgot,
  register,
  setup,
  tenants,
  app.addChildren([
    home,
    start,
    inbox.addChildren([conversation]),
    contacts.addChildren([contact]),
    settings.addChildren(settingsPages),
    me,
  ]),
]);

/** Readers of figures have no conversations. */
function worksOnConversations() {
  return session.get().tenant?.role !== "viewer";
}

/** Sends who is not signed in to the door, and back here afterwards. */
function requirePerson(here: string) {
  const { phase } = session.get();
  if (phase === "in" || phase === "expired") return;
  throw redirect({ to: "/login", search: here === "/" ? {} : { to: here } });
}

/** A path of our own: nobody is sent elsewhere after signing in. */
function isOurs(to: unknown): to is string {
  return typeof to === "string" && /^\/(?![/\\])/.test(to);
}
