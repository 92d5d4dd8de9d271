import { describe, expect, test } from "vitest";
import { formatPhone, formatter } from "./format";

const now = new Date("2026-11-22T15:00:00.000Z"); // a Sunday, noon in São Paulo

describe("in São Paulo", () => {
  const pt = formatter("pt-BR", "America/Sao_Paulo");

  test("days are those of the time zone, not of UTC", () => {
    expect(pt.dayKey("2026-11-22T02:59:00.000Z")).toBe("2026-11-21");
    expect(pt.dayKey("2026-11-22T03:00:00.000Z")).toBe("2026-11-22");
    expect(pt.time("2026-11-22T02:59:00.000Z")).toBe("23:59");
  });

  test.each([
    ["2026-11-22T13:44:00.000Z", "10:44"],
    ["2026-11-21T13:44:00.000Z", "ontem"],
    ["2026-11-20T13:44:00.000Z", "sexta-feira"],
    ["2026-11-15T13:44:00.000Z", "15/11/2026"],
    ["2026-11-30T13:44:00.000Z", "30/11/2026"],
  ])("a list shows %s as %s", (iso, shown) => {
    expect(pt.short(iso, now)).toBe(shown);
  });

  test.each([
    ["2026-11-22T13:44:00.000Z", "hoje"],
    ["2026-11-18T13:44:00.000Z", "quarta-feira, 18 de novembro"],
    ["2025-11-18T13:44:00.000Z", "18 de novembro de 2025"],
  ])("a thread heads %s as %s", (iso, shown) => {
    expect(pt.day(iso, now)).toBe(shown);
  });

  test("what is near is told relatively", () => {
    expect(pt.ago("2026-11-22T14:57:00.000Z", now)).toBe("há 3 minutos");
    expect(pt.ago("2026-11-22T17:00:00.000Z", now)).toBe("em 2 horas");
  });
});

test("the same moment in another language and zone", () => {
  const en = formatter("en", "Asia/Tokyo");
  expect(en.dayKey("2026-11-22T15:00:00.000Z")).toBe("2026-11-23");
  expect(en.short("2026-11-21T15:30:00.000Z", now)).toBe("yesterday");
  expect(en.number(1234.5)).toBe("1,234.5");
});

test("Brazilian numbers are grouped, others stay", () => {
  expect(formatPhone("+5511988776655")).toBe("+55 11 98877-6655");
  expect(formatPhone("+551140001234")).toBe("+55 11 4000-1234");
  expect(formatPhone("+351912345678")).toBe("+351912345678");
});
