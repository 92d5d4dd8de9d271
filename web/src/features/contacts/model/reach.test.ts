import { expect, test } from "vitest";
import { reachOf } from "./reach";

const bsuid = { kind: "bsuid", value: "BR.123" };

test("a phone number goes before a username, and that before an id", () => {
  const phone = "+5511988776655";
  expect(reachOf({ phone, username: "ana", identities: [bsuid] })).toEqual({
    by: "phone",
    text: "+55 11 98877-6655",
  });
  expect(reachOf({ phone: null, username: "@ana", identities: [bsuid] })).toEqual({
    by: "username",
    text: "@ana",
  });
  expect(reachOf({ phone: null, username: null, identities: [bsuid] })).toEqual({
    by: "id",
    text: "BR.123",
  });
  expect(reachOf({ identities: [] })).toEqual({ by: "nothing", text: "" });
});
