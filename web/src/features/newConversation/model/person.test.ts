import { expect, test } from "vitest";
import type { Contact } from "@/api/types";
import { meantBy, recipientOf } from "./person";

const ana: Contact = {
  id: "con_1",
  name: "Ana Lima",
  phone: "+5511988776655",
  tagIds: [],
  createdAt: "2026-11-22T10:00:00.000Z",
  identities: [],
};

test("a number that nobody has can be written to; one that a contact has is that contact", () => {
  expect(meantBy("+55 11 98877-6655", [])).toEqual({ kind: "phone", phone: "+5511988776655" });
  expect(meantBy("+55 11 98877-6655", [ana])).toEqual({ kind: "search" });
});

test("a number that is not whole says what is missing; a name is only searched", () => {
  expect(meantBy("11 98877-6655", [ana])).toEqual({ kind: "fault", fault: "country" });
  expect(meantBy("Ana", [ana])).toEqual({ kind: "search" });
});

test("a stranger is called by the number", () => {
  expect(recipientOf({ phone: "+5511988776655" }).name).toBe("+55 11 98877-6655");
  expect(recipientOf({ contact: ana }).name).toBe("Ana Lima");
});
