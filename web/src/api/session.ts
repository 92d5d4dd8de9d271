import type { SignedIn, TenantChoice, User } from "./types";

/**
 * Who is signed in. `starting`: not known yet; `out`: nobody; `in`: somebody; `expired`: somebody was, the screens stay as they
 * are behind a question for the password.
 */
export type Phase = "starting" | "out" | "in" | "expired";

export interface SessionState {
  phase: Phase;
  user: User | null;
  tenants: TenantChoice[];
  /** The tenant worked in; null while none is chosen. */
  tenant: TenantChoice | null;
  /** The platform let the tenant work no more for now: nothing of it can be shown. */
  isSuspended: boolean;
  /** The tenant asks for a second factor and the person has none: nothing of it is shown until she has. */
  lacksFactor: boolean;
}

/** What a tenant looks like to its people. */
type Brand = Pick<TenantChoice, "id" | "name" | "accent" | "timeZone" | "logoUrl">;

interface Token {
  text: string;
  /** When it runs out, in milliseconds. */
  endsAt: number;
}

const TENANT_KEY = "recado.tenant";
const NOBODY: SessionState = {
  phase: "starting",
  user: null,
  tenants: [],
  tenant: null,
  isSuspended: false,
  lacksFactor: false,
};

// The access token lives here and nowhere else: no storage that another page or script could read.
let token: Token | null = null;
let state = NOBODY;
const listeners = new Set<() => void>();

function change(next: SessionState) {
  state = next;
  for (const listener of listeners) listener();
}

export const session = {
  get: () => state,
  token: () => token,

  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Somebody signed in or was renewed. */
  begin(signedIn: SignedIn, now = Date.now()) {
    token = { text: signedIn.accessToken, endsAt: now + signedIn.expiresIn * 1000 };
    const { user, tenants } = signedIn;
    const tenant = chosenOf(tenants);
    const isSame = tenant?.id === state.tenant?.id;
    const isSuspended = state.isSuspended && isSame;
    // One that this page set up was told by `rename`: its codes are being shown, and they are what lets her go on.
    const isNewFactor = user.secondFactor && state.user?.secondFactor !== true;
    const lacksFactor = state.lacksFactor && isSame && !isNewFactor;
    const person = { ...user, role: tenant?.role ?? null };
    change({ phase: "in", user: person, tenants, tenant, isSuspended, lacksFactor });
  },

  /** Chooses the tenant to work in. Everything that was loaded belongs to another one: the caller starts the page anew. */
  choose(tenant: TenantChoice) {
    localStorage.setItem(TENANT_KEY, tenant.id);
    change({ ...state, tenant, user: state.user && { ...state.user, role: tenant.role } });
  },

  /** The person changed her own entry. */
  rename(user: User) {
    change({ ...state, user });
  },

  /** The tenant worked in is called, coloured or shown otherwise now. */
  rebrand({ id, name, accent = null, timeZone, logoUrl = null }: Brand) {
    const put = (known: TenantChoice) =>
      known.id === id ? { ...known, name, accent, timeZone, logoUrl } : known;
    change({
      ...state,
      tenants: state.tenants.map(put),
      tenant: state.tenant && put(state.tenant),
    });
  },

  /** The tenant worked in was suspended, or may work again. */
  suspend(isSuspended: boolean) {
    if (isSuspended !== state.isSuspended) change({ ...state, isSuspended });
  },

  /** The tenant asks for a second factor that the person has not, or she has one now. */
  lackFactor(lacksFactor: boolean) {
    if (lacksFactor !== state.lacksFactor) change({ ...state, lacksFactor });
  },

  /** The session is over, and it was not the person who ended it: the screen stays, the password is asked for. */
  expire() {
    token = null;
    if (state.phase === "in") change({ ...state, phase: "expired" });
    else if (state.phase === "starting") change({ ...NOBODY, phase: "out" });
  },

  /** Nobody is signed in any more. */
  end() {
    token = null;
    change({ ...NOBODY, phase: "out" });
  },
};

/** The id of the tenant chosen last on this device. */
export function rememberedTenant(): string | null {
  return state.tenant?.id ?? localStorage.getItem(TENANT_KEY);
}

function chosenOf(tenants: TenantChoice[]): TenantChoice | null {
  const [only, ...others] = tenants;
  if (only && others.length === 0) return only;
  return tenants.find((tenant) => tenant.id === rememberedTenant()) ?? null;
}

export type { TenantChoice };
