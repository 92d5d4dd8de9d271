import { AlarmClock, ArrowRightLeft, Check, Info, Trash2, UserCheck } from "lucide-react";
import { useState } from "react";
import {
  Accordion,
  Button,
  Dialog,
  Fact,
  Facts,
  IconButton,
  Menu,
  MenuItem,
  MenuLabel,
  MenuLine,
  Popover,
  Sheet,
  Tooltip,
} from "../../src/ui";
import { Specimen } from "../Specimen";

export function DialogSpecimens() {
  const [open, setOpen] = useState<"dialog" | "sheet" | "popover" | null>(null);
  const opening = (name: "dialog" | "sheet" | "popover") => (on: boolean) =>
    setOpen(on ? name : null);
  const close = () => setOpen(null);
  return (
    <>
      <Specimen caption="diálogo">
        <Button onClick={() => setOpen("dialog")}>Excluir…</Button>
      </Specimen>
      <Specimen caption="painel">
        <Button onClick={() => setOpen("sheet")}>Contato</Button>
      </Specimen>
      <Specimen caption="menu">
        <Menu trigger={<Button>Ações</Button>} align="start">
          <MenuLabel>Conversa</MenuLabel>
          <MenuItem icon={UserCheck} keyCap="I" onSelect={close}>
            Assumir
          </MenuItem>
          <MenuItem icon={ArrowRightLeft} keyCap="T" onSelect={close}>
            Transferir
          </MenuItem>
          <MenuItem icon={AlarmClock} disabled onSelect={close}>
            Adiar
          </MenuItem>
          <MenuItem icon={Check} checked onSelect={close}>
            Ligado
          </MenuItem>
          <MenuLine />
          <MenuItem icon={Trash2} danger onSelect={close}>
            Excluir
          </MenuItem>
        </Menu>
      </Specimen>
      <Specimen caption="flutuante">
        <Popover
          trigger={<Button>Prazo</Button>}
          label="Prazo"
          open={open === "popover"}
          onOpenChange={opening("popover")}
        >
          <p className="p-2 text-sm">Até 11:48</p>
        </Popover>
      </Specimen>
      <Specimen caption="dica">
        <Tooltip content="Contado em dias úteis">
          <IconButton icon={Info} label="Como é contado" />
        </Tooltip>
      </Specimen>
      <Specimen caption="dobra e fatos" wide>
        <div className="w-full rounded border border-line">
          <Accordion title="Contato">
            <Facts>
              <Fact name="E-mail">julia@email.example</Fact>
              <Fact name="Convênio">Particular</Fact>
            </Facts>
          </Accordion>
        </div>
      </Specimen>
      <Dialog
        open={open === "dialog"}
        onOpenChange={opening("dialog")}
        title="Excluir 12 contatos?"
        closeLabel="Fechar"
        description="Somem 12 contatos e 31 conversas. Isto não pode ser desfeito."
        footer={
          <>
            <Button onClick={close}>Manter</Button>
            <Button kind="danger" onClick={close}>
              Excluir 12 contatos
            </Button>
          </>
        }
      />
      <Sheet
        open={open === "sheet"}
        onOpenChange={opening("sheet")}
        title="Júlia Ferraz"
        closeLabel="Fechar"
      >
        <p className="p-4">Conteúdo</p>
      </Sheet>
    </>
  );
}
