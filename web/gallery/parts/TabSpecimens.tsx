import { Timer } from "lucide-react";
import { useState } from "react";
import { SavedView, Segment, Tabs } from "../../src/ui";
import { Specimen } from "../Specimen";

const VIEWS = [
  { id: "mine", label: "Minhas", count: "12" },
  { id: "team", label: "Equipe", count: "38" },
  { id: "all", label: "Todas", count: "999+" },
] as const;

const KINDS = [
  { id: "all", label: "Todos" },
  { id: "utility", label: "Utilidade" },
] as const;

export function TabSpecimens() {
  const [view, setView] = useState<(typeof VIEWS)[number]["id"]>("mine");
  const [kind, setKind] = useState<(typeof KINDS)[number]["id"]>("all");
  const ignore = () => undefined;
  return (
    <>
      <Specimen caption="abas">
        <Tabs label="Exemplo" items={VIEWS} value={view} onValue={setView} />
      </Specimen>
      <Specimen caption="segmento">
        <Segment label="Categoria" items={KINDS} value={kind} onValue={setKind} />
      </Specimen>
      <Specimen caption="visões salvas">
        <span className="flex flex-wrap gap-2">
          <SavedView name="Orçamentos" count="21" on onSelect={ignore} />
          <SavedView name="Retornos" count="9" on={false} onSelect={ignore} />
          <SavedView name="SLA em risco" count="4" icon={Timer} hot on={false} onSelect={ignore} />
        </span>
      </Specimen>
    </>
  );
}
