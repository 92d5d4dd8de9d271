import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { Checkbox } from "./Checkbox";
import { Field } from "./Field";
import { FilterChip } from "./FilterChip";
import { Input } from "./Input";
import { Search } from "./Search";
import { Switch } from "./Switch";

test("a field's control has its label, and its error as description", () => {
  render(
    <Field label="E-mail" hint="O da empresa" error="Falta o @">
      {(control) => <Input {...control} />}
    </Field>,
  );
  const input = screen.getByRole("textbox", { name: "E-mail" });
  expect(input).toBeInvalid();
  expect(input).toHaveAccessibleDescription("Falta o @");
  expect(screen.queryByText("O da empresa")).not.toBeInTheDocument();
});

test("without an error the hint describes the control", () => {
  render(
    <Field label="E-mail" hint="O da empresa">
      {(control) => <Input {...control} />}
    </Field>,
  );
  expect(screen.getByRole("textbox")).toHaveAccessibleDescription("O da empresa");
  expect(screen.getByRole("textbox")).toBeValid();
});

test("a mixed checkbox is mixed for screen readers too", () => {
  const { rerender } = render(<Checkbox checked="mixed" aria-label="Todas" readOnly />);
  expect(screen.getByRole("checkbox")).toBePartiallyChecked();
  rerender(<Checkbox checked aria-label="Todas" readOnly />);
  expect(screen.getByRole("checkbox")).toBeChecked();
  expect(screen.getByRole("checkbox")).not.toBePartiallyChecked();
});

test("a switch tells what it becomes", async () => {
  const changed = vi.fn();
  render(<Switch checked={false} onChecked={changed} aria-label="Som" />);
  await userEvent.click(screen.getByRole("switch", { name: "Som" }));
  expect(changed).toHaveBeenCalledExactlyOnceWith(true);
});

test("a search is emptied by its button, which is there only when there is something to empty", async () => {
  function Example() {
    const [value, setValue] = useState("");
    return <Search label="Buscar" clearLabel="Limpar" value={value} onValue={setValue} />;
  }
  render(<Example />);
  expect(screen.queryByRole("button", { name: "Limpar" })).not.toBeInTheDocument();
  await userEvent.type(screen.getByRole("searchbox", { name: "Buscar" }), "júlia");
  await userEvent.click(screen.getByRole("button", { name: "Limpar" }));
  expect(screen.getByRole("searchbox")).toHaveValue("");
});

test("a filter chip takes its filter off", async () => {
  const remove = vi.fn();
  render(<FilterChip name="Equipe" value="Loja" removeLabel="Tirar Equipe" onRemove={remove} />);
  await userEvent.click(screen.getByRole("button", { name: "Tirar Equipe" }));
  expect(remove).toHaveBeenCalledOnce();
});
