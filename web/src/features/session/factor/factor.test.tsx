import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { api, take } from "@/api/client";
import { session } from "@/api/session";
import { stepUp } from "@/api/stepUp";
import { useStore } from "@/lib/store";
import { renderInApp, signInAs } from "@/testing/inApp";
import { fakeServer, refusal } from "@/testing/server";
import { CredentialsForm } from "../parts/CredentialsForm";
import { FactorCard } from "./FactorCard";
import FactorPage from "./FactorPage";
import StepUpDialog from "./StepUpDialog";

const ME = "GET /users/me/second-factor";
const none = { enabled: false, enabledAt: null, recoveryCodesLeft: 0, required: false };
const codes = ["7k2m-9xqa-4hdt-c0wz", "1111-2222-3333-4444"];

function Asked() {
  return useStore(stepUp) ? <StepUpDialog /> : null;
}

beforeEach(() => signInAs("owner", { secondFactor: false }));

test("a call that asks who is there is made again once it is settled, one that is given up is refused", async () => {
  let proofs = 0;
  const calls = fakeServer({
    "DELETE /api-keys/key_1": () =>
      proofs > 0 ? undefined : refusal(403, "step-up-required", "Confirme que é você"),
    "POST /auth/step-up": ({ body }) => {
      if ((body as { password: string }).password === "wrong")
        return refusal(422, "validation-failed", "x", [{ pointer: "/password", detail: "Não é." }]);
      proofs += 1;
      return undefined;
    },
  });
  const revoke = () =>
    take(api.DELETE("/api/v1/api-keys/{id}", { params: { path: { id: "key_1" } } }));
  await renderInApp(<Asked />);
  const refused = expect(revoke()).rejects.toMatchObject({ slug: "step-up-required" });
  await userEvent.click(await screen.findByRole("button", { name: "Cancelar" }));
  await refused;
  const both = Promise.all([revoke(), revoke()]);
  await userEvent.type(await screen.findByLabelText("Sua senha"), "wrong{Enter}");
  await screen.findByText("Não é.");
  await userEvent.clear(screen.getByLabelText("Sua senha"));
  await userEvent.type(screen.getByLabelText("Sua senha"), "right{Enter}");
  await both;
  expect(calls.filter(({ what }) => what === "POST /auth/step-up")).toHaveLength(2);
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("whose page does not know of her second factor yet is asked for a code all the same", async () => {
  fakeServer({
    "POST /auth/step-up": () =>
      refusal(422, "validation-failed", "x", [{ pointer: "/code", detail: "Falta." }]),
  });
  await renderInApp(<Asked />);
  const asked = stepUp.ask();
  await userEvent.type(await screen.findByLabelText("Sua senha"), "right{Enter}");
  await screen.findByLabelText("Código do aplicativo");
  await userEvent.click(screen.getByRole("button", { name: "Cancelar" }));
  expect(await asked).toBe(false);
});

test("signing in asks for a code where there is a second factor, and takes a recovery code", async () => {
  session.end();
  const calls = fakeServer({
    "POST /auth/login": ({ body }) =>
      (body as { code: string | null }).code === null
        ? refusal(401, "second-factor-required", "x")
        : refusal(401, "second-factor-wrong", "x"),
  });
  await renderInApp(<CredentialsForm onSignedIn={() => undefined} />);
  await userEvent.type(await screen.findByLabelText("E-mail"), "ana@shop.example");
  await userEvent.type(screen.getByLabelText("Senha"), "right{Enter}");
  await userEvent.type(await screen.findByLabelText("Código do aplicativo"), "123456{Enter}");
  await screen.findByText(/Este código está incorreto/);
  expect(calls.at(-1)?.body).toMatchObject({ password: "right", code: "123456" });
  await userEvent.click(screen.getByRole("button", { name: "Usar um código de recuperação" }));
  await userEvent.type(
    screen.getByLabelText("Código de recuperação"),
    "7k2m-9xqa-4hdt-c0wz{Enter}",
  );
  expect(calls.at(-1)?.body).toMatchObject({ code: "7k2m-9xqa-4hdt-c0wz" });
  await userEvent.click(screen.getByRole("button", { name: "Entrar com outra conta" }));
  expect(screen.getByLabelText("Senha")).toHaveValue("");
});

test("it is set up with a picture and a code, and the recovery codes are shown", async () => {
  let isOn = false;
  const calls = fakeServer({
    [ME]: () => (isOn ? { ...none, enabled: true, recoveryCodesLeft: 2 } : none),
    "POST /users/me/second-factor": () => ({
      secret: "JBSWY3DPEHPK3PXP",
      uri: "otpauth://totp/Recado:ana@shop.example?secret=JBSWY3DPEHPK3PXP",
    }),
    "POST /users/me/second-factor/confirm": () => {
      isOn = true;
      return { recoveryCodes: codes };
    },
  });
  await renderInApp(<FactorCard />);
  await userEvent.click(await screen.findByRole("button", { name: "Ativar o segundo fator" }));
  expect(await screen.findByText("JBSW Y3DP EHPK 3PXP")).toBeInTheDocument();
  const code = await screen.findByRole("img", { name: /autenticador/ });
  expect(code.querySelector("path")).not.toBeNull();
  await userEvent.type(screen.getByLabelText("Código do aplicativo"), "081804{Enter}");
  for (const code of codes) expect(await screen.findByText(code)).toBeInTheDocument();
  expect(calls.at(-1)?.what).not.toBe("POST /users/me/second-factor");
  await userEvent.click(screen.getByRole("button", { name: "Já guardei" }));
  await screen.findByText(/Restam 2 códigos/);
  expect(screen.getByText(/Gere códigos novos antes/)).toBeInTheDocument();
  expect(session.get().user?.secondFactor).toBe(true);
});

test("who lacks one that the company asks for is told by the first refusal", async () => {
  fakeServer({ "GET /teams": () => refusal(403, "second-factor-missing", "x") });
  await expect(take(api.GET("/api/v1/teams"))).rejects.toThrow();
  expect(session.get().lacksFactor).toBe(true);
  signInAs("owner", { secondFactor: true });
  expect(session.get().lacksFactor).toBe(false);
});

test("a session renewed while the recovery codes are shown does not take them away", async () => {
  fakeServer({
    "POST /users/me/second-factor": () => ({ secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/x" }),
    "POST /users/me/second-factor/confirm": () => ({ recoveryCodes: codes }),
  });
  session.lackFactor(true);
  await renderInApp(<FactorPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Ativar o segundo fator" }));
  await userEvent.type(await screen.findByLabelText("Código do aplicativo"), "081804{Enter}");
  await screen.findByText(codes[0] as string);
  signInAs("owner", { secondFactor: true });
  expect(session.get().lacksFactor).toBe(true);
});
