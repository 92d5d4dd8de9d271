import { beforeEach, expect, test } from "vitest";
import { session } from "@/api/session";
import type { SignedIn } from "@/api/types";
import { hasDraft, keepDraft, loadDraft } from "./drafts";

beforeEach(() => localStorage.clear());

test("a draft is kept per conversation, under one id until it is sent", () => {
  const draft = { ...loadDraft("cnv_1"), text: "Oi" };
  keepDraft("cnv_1", draft);
  expect(loadDraft("cnv_1")).toEqual(draft);
  expect(loadDraft("cnv_2").text).toBe("");
});

test("an empty draft is forgotten, and the next one has another id", () => {
  const draft = { ...loadDraft("cnv_1"), text: "Oi" };
  keepDraft("cnv_1", draft);
  keepDraft("cnv_1", { ...draft, text: " " });
  expect(hasDraft("cnv_1")).toBe(false);
  expect(loadDraft("cnv_1").id).not.toBe(draft.id);
});

test("a chosen message to answer is a draft too", () => {
  keepDraft("cnv_1", { ...loadDraft("cnv_1"), replyTo: "msg_1" });
  expect(loadDraft("cnv_1").replyTo).toBe("msg_1");
});

test("what cannot be read is a new draft", () => {
  localStorage.setItem("recado.draft..cnv_1", "{");
  expect(loadDraft("cnv_1")).toMatchObject({ text: "", replyTo: null });
});

test("whoever signs in next finds her own drafts, not those of the one before", () => {
  const signIn = (id: string) =>
    session.begin({
      accessToken: "",
      expiresIn: 900,
      user: { id },
      tenants: [],
    } as never as SignedIn);
  signIn("usr_ana");
  keepDraft("cnv_1", { ...loadDraft("cnv_1"), text: "Oi, aqui é a Ana" });
  session.end();
  signIn("usr_bia");
  expect(hasDraft("cnv_1")).toBe(false);
  session.end();
  signIn("usr_ana");
  expect(loadDraft("cnv_1").text).toBe("Oi, aqui é a Ana");
  session.end();
});
