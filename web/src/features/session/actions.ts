import { api, take } from "@/api/client";
import { renew } from "@/api/renew";
import { session } from "@/api/session";
import { changeLanguage } from "@/i18n";
import { toLanguage } from "@/i18n/languages";
import { changeAccent } from "@/lib/theme";
import { rememberBrand } from "./brand";

/** What tabs of one browser tell each other. */
const tabs = new BroadcastChannel("recado.session");

export interface Credentials {
  email: string;
  password: string;
  /** Of people with a second factor: six digits of their app, or a recovery code. */
  code?: string | undefined;
  /** Of who came back from a provider: the account there is connected. */
  ticket?: string | undefined;
}

/** What a provider's vouching is worth here, with the code of who has a second factor. */
export type ProviderProof = Pick<Credentials, "code"> & { ticket: string };

export async function signIn({ email, password, code, ticket }: Credentials) {
  const secrets = { password, code: code ?? null, ...(ticket && { ticket }) };
  const body = { email, ...secrets, transport: "cookie" } as const;
  session.begin(await take(api.POST("/api/v1/auth/login", { body })));
  tabs.postMessage("in");
}

/** Signs in who came back from a provider. */
export async function enterByProvider({ ticket, code }: ProviderProof) {
  const body = { ticket, code: code ?? null, transport: "cookie" } as const;
  session.begin(await take(api.POST("/api/v1/auth/providers/finish", { body })));
  tabs.postMessage("in");
}

/** Signs out here, or on every device. The page starts anew: nothing of the person stays in memory. */
export async function signOut(everywhere: boolean) {
  await take(api.POST("/api/v1/auth/logout", { body: { everywhere } }));
  tabs.postMessage("out");
  session.end();
  location.assign("/login");
}

/** Goes on as nobody, where a session has ended by itself. */
export function forgetSession() {
  session.end();
  location.assign("/login");
}

/** Finds out, once, whether somebody is signed in, and follows what the other tabs do. */
export async function startSession() {
  session.subscribe(followPerson);
  tabs.onmessage = ({ data }) => {
    const { phase } = session.get();
    if (data === "out" && phase !== "out") location.assign("/login");
    if (data === "in" && phase === "out") location.reload();
    if (data === "in" && phase === "expired") void resume();
  };
  await renew();
}

/** Somebody signed in in another tab: if it is the same person, this one goes on where it stood. */
async function resume() {
  const before = session.get().user?.id;
  // Without an answer the question for the password stays.
  const renewed = await renew().catch(() => false);
  if (renewed && session.get().user?.id !== before) location.reload();
}

/** Language and colours are the person's and the tenant's, on whatever device. */
function followPerson() {
  const { phase, user, tenant } = session.get();
  if (phase !== "in" || !user) return;
  if (user.language && user.language !== document.documentElement.lang) {
    void changeLanguage(toLanguage(user.language));
  }
  if (tenant) {
    changeAccent(tenant.accent ?? null);
    rememberBrand(tenant.name);
  }
}
