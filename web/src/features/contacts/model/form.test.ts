import { expect, test } from "vitest";
import type { Contact } from "@/api/types";
import { changedFields, faultsOf, valuesOf } from "./form";

const ana: Contact = {
  id: "con_1",
  name: "Ana",
  phone: "+5511988776655",
  email: null,
  company: "Aurora",
  tagIds: [],
  createdAt: "2026-11-22T10:00:00.000Z",
  identities: [],
};

test("only what is not as it was is sent", () => {
  const values = { ...valuesOf(ana), company: " Aurora ", email: "ana@aurora.example" };
  expect(changedFields(values, ana)).toEqual(["email"]);
});

test("a contact needs a name; a phone number only when one is given", () => {
  expect(faultsOf(valuesOf(undefined))).toEqual({ name: "form.nameMissing" });
  expect(faultsOf({ ...valuesOf(ana), phone: "" }, ana)).toEqual({});
  expect(faultsOf({ ...valuesOf(ana), phone: "11 98877-6655" }, ana)).toEqual({
    phone: "phone.country",
  });
});

test("a number that did not change is not judged", () => {
  const old = { ...ana, phone: "+123456" };
  expect(faultsOf(valuesOf(old), old)).toEqual({});
});
