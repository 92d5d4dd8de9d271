import { SunMoon } from "lucide-react";
import { Card, IconButton } from "../src/ui";
import { BubbleSpecimens } from "./parts/BubbleSpecimens";
import { ButtonSpecimens } from "./parts/ButtonSpecimens";
import { DialogSpecimens } from "./parts/DialogSpecimens";
import { FieldSpecimens } from "./parts/FieldSpecimens";
import { KindSpecimens } from "./parts/KindSpecimens";
import { ListSpecimens } from "./parts/ListSpecimens";
import { NoticeSpecimens } from "./parts/NoticeSpecimens";
import { SmallSpecimens } from "./parts/SmallSpecimens";
import { TabSpecimens } from "./parts/TabSpecimens";
import { ThreadSpecimens } from "./parts/ThreadSpecimens";
import { TickSpecimens } from "./parts/TickSpecimens";

const PARTS = [
  ["Botões", ButtonSpecimens],
  ["Campos", FieldSpecimens],
  ["Confirmações de mensagem", TickSpecimens],
  ["Balões", BubbleSpecimens],
  ["Abas e segmentos", TabSpecimens],
  ["Outras mensagens", KindSpecimens],
  ["Na conversa", ThreadSpecimens],
  ["Selos, etiquetas e avatares", SmallSpecimens],
  ["Linha da lista", ListSpecimens],
  ["Avisos e estados", NoticeSpecimens],
  ["O que flutua", DialogSpecimens],
] as const;

function switchTheme() {
  const { dataset } = document.documentElement;
  dataset.theme = dataset.theme === "dark" ? "light" : "dark";
}

export function Gallery() {
  return (
    <main className="min-h-full bg-canvas">
      <header className="flex h-14 items-center gap-3 border-b border-line bg-surface px-6">
        <h1 className="flex-1 text-md font-semibold">Componentes e estados</h1>
        <IconButton icon={SunMoon} label="Alternar tema claro e escuro" onClick={switchTheme} />
      </header>
      <div className="mx-auto max-w-340 columns-[400px] gap-4 p-6 max-md:columns-1 max-md:p-3">
        {PARTS.map(([title, Part]) => (
          <Card
            key={title}
            title={title}
            className="mb-4 break-inside-avoid"
            bodyClassName="flex flex-wrap items-start gap-4"
          >
            <Part />
          </Card>
        ))}
      </div>
    </main>
  );
}
