import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { Tabs } from "./Tabs";

const ITEMS = [
  { id: "mine", label: "Minhas", count: "12" },
  { id: "none", label: "Sem dono" },
  { id: "all", label: "Todas" },
] as const;

function Example() {
  const [value, setValue] = useState<(typeof ITEMS)[number]["id"]>("mine");
  return <Tabs label="Visões" items={ITEMS} value={value} onValue={setValue} />;
}

test("arrow keys choose and take the focus along, around the ends", async () => {
  render(<Example />);
  await userEvent.tab();
  expect(screen.getByRole("tab", { name: "Minhas 12" })).toHaveFocus();
  await userEvent.keyboard("{ArrowLeft}");
  const last = screen.getByRole("tab", { name: "Todas" });
  expect(last).toHaveFocus();
  expect(last).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("tab", { name: "Minhas 12" })).toHaveFocus();
});

test("only the chosen tab is a stop in the tab order", async () => {
  render(<Example />);
  await userEvent.click(screen.getByRole("tab", { name: "Sem dono" }));
  const stops = screen.getAllByRole("tab").filter((tab) => tab.tabIndex === 0);
  expect(stops).toEqual([screen.getByRole("tab", { name: "Sem dono" })]);
});
