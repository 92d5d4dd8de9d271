import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Menu } from "./Menu";
import { MenuItem } from "./MenuItem";

function DialogExample() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Excluir</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Excluir 12 contatos?"
        closeLabel="Fechar"
        description="Não pode ser desfeito."
      />
    </>
  );
}

test("a dialog takes the focus, says what it is, and Escape gives the focus back", async () => {
  render(<DialogExample />);
  await userEvent.click(screen.getByRole("button", { name: "Excluir" }));
  const dialog = await screen.findByRole("dialog", { name: "Excluir 12 contatos?" });
  expect(dialog).toHaveAccessibleDescription("Não pode ser desfeito.");
  expect(dialog).toContainElement(document.activeElement as HTMLElement);
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("a menu works by keyboard alone", async () => {
  const snooze = vi.fn();
  const ignore = vi.fn();
  render(
    <Menu trigger={<Button>Ações</Button>}>
      <MenuItem onSelect={ignore}>Transferir</MenuItem>
      <MenuItem onSelect={snooze}>Adiar</MenuItem>
    </Menu>,
  );
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("menuitem", { name: "Transferir" })).toHaveFocus());
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(snooze).toHaveBeenCalledOnce();
  expect(ignore).not.toHaveBeenCalled();
  expect(screen.queryByRole("menu")).not.toBeInTheDocument();
});

function ControlledMenu() {
  const [open, setOpen] = useState(false);
  return (
    <Menu open={open} onOpenChange={setOpen} trigger={<Button>Adiar</Button>}>
      <MenuItem onSelect={() => undefined}>Amanhã</MenuItem>
    </Menu>
  );
}

test("a menu that others open too opens by its own button's first click", async () => {
  render(<ControlledMenu />);
  await userEvent.click(screen.getByRole("button", { name: "Adiar" }));
  expect(await screen.findByRole("menuitem", { name: "Amanhã" })).toBeVisible();
});

test("an item that is one of several says whether it is on", async () => {
  render(
    <Menu trigger={<Button>Ordem</Button>}>
      <MenuItem checked onSelect={() => undefined}>
        Mais recentes
      </MenuItem>
    </Menu>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Ordem" }));
  expect(await screen.findByRole("menuitemcheckbox", { name: "Mais recentes" })).toBeChecked();
});
