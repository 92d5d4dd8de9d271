import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { session } from "@/api/session";
import { renderInApp, signInAs } from "@/testing/inApp";
import { refusal } from "@/testing/server";
import { LogoCard } from "./LogoCard";
import { LARGEST_LOGO, logoFault } from "./logo";
import type { TenantSettings } from "./settings";

const SETTINGS: TenantSettings = {
  id: "ten_shop",
  slug: "shop",
  name: "Loja",
  plan: "starter",
  status: "active",
  timeZone: "America/Sao_Paulo",
  accent: null,
  logoUrl: null,
  agentSight: "team",
  secondFactor: "optional",
  sessionIdleHours: { owner: 168, admin: 168, supervisor: 336, agent: 336, viewer: 336 },
};
const LOGO = "/api/v1/tenant/logo?v=abc";
const picture = (type = "image/png", size = 8) =>
  new File([new Uint8Array(size)], "logo.png", { type });

/** Answers by method, and remembers what was sent. */
function server(answers: Record<string, () => Response>) {
  const asked: { method: string; url: string; type: string | null }[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { method, url, headers } = request;
    asked.push({ method, url, type: headers.get("Content-Type") });
    return answers[method]?.() ?? refusal(404, "not-found", "not found");
  });
  return asked;
}

/** Drops a file where it belongs. */
function drop(file: File) {
  const text = screen.getByText("Arraste uma imagem para cá ou escolha um arquivo.");
  fireEvent.drop(text, { dataTransfer: { files: [file] } });
}

beforeEach(() => signInAs("owner"));

test("a picture that is dropped is sent as it is, and the app takes the new logo at once", async () => {
  const asked = server({ PUT: () => Response.json({ ...SETTINGS, logoUrl: LOGO }) });
  await renderInApp(<LogoCard settings={SETTINGS} />);
  await screen.findByRole("button", { name: "Escolher arquivo" });
  drop(picture());
  await waitFor(() => expect(session.get().tenant?.logoUrl).toBe(LOGO));
  expect(asked[0]).toMatchObject({ method: "PUT", type: "image/png" });
});

test("what the server would refuse is not sent; what it refuses is told", async () => {
  const asked = server({ PUT: () => refusal(422, "validation-failed", "Há um erro", FAULT) });
  await renderInApp(<LogoCard settings={SETTINGS} />);
  await screen.findByRole("button", { name: "Escolher arquivo" });
  drop(picture("image/svg+xml"));
  await screen.findByText("Este arquivo não é uma imagem PNG, JPEG ou WebP.");
  expect(asked).toEqual([]);
  drop(picture());
  await screen.findByText("Não é uma imagem.");
  expect(logoFault(picture("image/webp", LARGEST_LOGO))).toBeNull();
  expect(logoFault(picture("image/webp", LARGEST_LOGO + 1))).toBe("tooLarge");
});

test("a logo is shown in both themes, and removed after a question", async () => {
  session.rebrand({ ...SETTINGS, logoUrl: LOGO });
  const bytes = () =>
    new Response(new Uint8Array([1]), { headers: { "Content-Type": "image/png" } });
  const asked = server({ GET: bytes, DELETE: () => new Response(null, { status: 204 }) });
  const { container } = await renderInApp(<LogoCard settings={{ ...SETTINGS, logoUrl: LOGO }} />);
  await waitFor(() => expect(container.querySelectorAll("img[src^='data:']")).toHaveLength(2));
  expect(asked[0]?.url).toContain("/api/v1/tenant/logo?v=abc");
  await userEvent.click(screen.getByRole("button", { name: "Remover logotipo" }));
  await screen.findByRole("dialog", { name: "Remover o logotipo?" });
  const [confirm] = screen.getAllByRole("button", { name: "Remover logotipo" }).slice(-1);
  if (confirm) await userEvent.click(confirm);
  await waitFor(() => expect(session.get().tenant?.logoUrl).toBeNull());
  expect(asked.at(-1)?.method).toBe("DELETE");
});

const FAULT = [{ pointer: "", detail: "Não é uma imagem." }];
