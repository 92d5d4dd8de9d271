import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Avatar } from "./Avatar";
import { hueOf, initialsOf } from "./hue";
import { NumberCode } from "./NumberCode";
import { Pill } from "./Pill";

test.each([
  ["Júlia Ferraz", "JF"],
  ["Maria Aparecida dos Santos", "MS"],
  ["ana", "A"],
  ["+55 11 95555-0142", "42"],
  ["🙂", "?"],
  ["", "?"],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("the hue belongs to the id, not to the name", () => {
  expect(hueOf("usr_1")).toBe(hueOf("usr_1"));
  const hues = new Set(Array.from({ length: 50 }, (_, index) => hueOf(`con_${index}`)));
  expect(hues.size).toBeGreaterThan(5);
});

test("an avatar beside a name is silent, one on its own says whose it is", () => {
  const { rerender } = render(<Avatar name="Ana Prado" />);
  expect(screen.getByText("AP").closest("[aria-hidden]")).not.toBeNull();
  rerender(<Avatar name={null} label="Sem responsável" />);
  expect(screen.getByText("Sem responsável")).toBeInTheDocument();
});

test("a number's code is its first three letters, without accents; its name is read out", () => {
  render(<NumberCode name="São Paulo" />);
  expect(screen.getByText("SAO")).toBeInTheDocument();
  expect(screen.getByText("São Paulo")).toHaveClass("sr-only");
});

test("a pill does not grow over 99", () => {
  render(<Pill count={130} label="130 não lidas" />);
  expect(screen.getByText("99+")).toBeInTheDocument();
  expect(screen.getByText("130 não lidas")).toBeInTheDocument();
});
