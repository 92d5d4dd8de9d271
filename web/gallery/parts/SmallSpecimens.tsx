import { Timer } from "lucide-react";
import {
  Avatar,
  Badge,
  Icon,
  KeyCap,
  ListChip,
  NumberCode,
  Pill,
  Tag,
  WindowRing,
} from "../../src/ui";
import { Specimen } from "../Specimen";

const LINE = "flex flex-wrap items-center gap-2";

export function SmallSpecimens() {
  return (
    <>
      <Specimen caption="selos">
        <span className={LINE}>
          <Badge>Rascunho</Badge>
          <Badge tone="ok">Ativo</Badge>
          <Badge tone="warn">Falta 1 passo</Badge>
          <Badge tone="danger">Saiu</Badge>
          <Badge tone="info">Em análise</Badge>
          <Badge tone="accent">Enviando</Badge>
          <Badge tone="line">Novo</Badge>
        </span>
      </Specimen>
      <Specimen caption="na lista, 18">
        <span className={LINE}>
          <NumberCode name="Recepção" />
          <ListChip hue={165}>Clareamento</ListChip>
          <ListChip tone="warn">
            <Icon of={Timer} size={12} />
            SLA 4 min
          </ListChip>
          <ListChip tone="danger">
            <Icon of={Timer} size={12} />
            SLA +12 min
          </ListChip>
        </span>
      </Specimen>
      <Specimen caption="etiquetas, 24">
        <span className={LINE}>
          <Tag name="Clareamento" hue={165} />
          <Tag name="Convênio" hue={200} />
          <Tag name="Urgência" hue={25} removeLabel="Tirar Urgência" onRemove={() => undefined} />
        </span>
      </Specimen>
      <Specimen caption="não lidas">
        <span className={LINE}>
          <Pill count={2} label="2 não lidas" />
          <Pill count={12} label="12 não lidas" />
          <Pill count={130} label="130 não lidas" />
          <Pill count={3} label="3" muted />
        </span>
      </Specimen>
      <Specimen caption="tecla">
        <KeyCap keys="⌘K" />
      </Specimen>
      <Specimen caption="janela de 24 h">
        <span className={`${LINE} text-xs`}>
          <WindowRing left={0.96} />
          23 h<WindowRing left={0.4} />9 h<WindowRing left={0.04} ending />
          <span className="text-warn-text">52 min</span>
          <WindowRing left={null} />
          Fechada
        </span>
      </Specimen>
      <Specimen caption="avatares 16 a 56">
        <span className={LINE}>
          <Avatar name="Marina Lopes" size={16} />
          <Avatar name="Marina Lopes" size={20} />
          <Avatar name="Ana Prado" size={24} />
          <Avatar name="Bruno Teles" size={32} presence="online" />
          <Avatar name="Carla Nunes" presence="away" />
          <Avatar name="Davi Souza" size={48} presence="offline" />
          <Avatar name="Elis Prado" size={56} />
          <Avatar name={null} size={24} label="Sem responsável" />
        </span>
      </Specimen>
    </>
  );
}
