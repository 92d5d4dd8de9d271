import { Ban, ExternalLink, Image, List, Mic } from "lucide-react";
import {
  Bubble,
  BubbleMeta,
  BubbleRow,
  Choices,
  ContactCard,
  FileCard,
  Icon,
  LinkCard,
  LocationCard,
  MediaFrame,
  Tick,
} from "../../src/ui";
import { Specimen } from "../Specimen";

const CHOICES = [
  { id: "list", label: "Ver horários", icon: List },
  { id: "thursday", label: "Quinta, 16h30" },
  { id: "site", label: "Ver valores", icon: ExternalLink },
];

export function KindSpecimens() {
  return (
    <>
      <Specimen caption="foto que ainda não chegou">
        <Bubble side="in" media>
          <MediaFrame icon={Image} label="Foto" detail="O arquivo ainda está no WhatsApp" />
          <div className="px-2 pt-1.5 pb-1">
            É esse aqui que mancha mais
            <BubbleMeta side="in" time="9:21" />
          </div>
        </Bubble>
      </Specimen>
      <Specimen caption="áudio">
        <Bubble side="in">
          <span className="flex items-center gap-1.5">
            <Icon of={Mic} />
            Áudio
          </span>
          <BubbleMeta side="in" time="10:40" block />
        </Bubble>
      </Specimen>
      <Specimen caption="documento">
        <Bubble side="out">
          <FileCard kind="pdf" name="Orçamento-clareamento-Julia.pdf" detail="PDF · 214 kB" />
          <BubbleMeta side="out" time="9:27" block tick={<Tick state="read" label="Lida" />} />
        </Bubble>
      </Specimen>
      <Specimen caption="lugar">
        <Bubble side="out" media>
          <LocationCard
            title="Sorriso Pleno Pinheiros"
            address="Rua dos Pinheiros, 870, sala 34"
            href="https://www.openstreetmap.org"
            label="Ver no mapa"
          />
          <BubbleMeta side="out" time="9:16" block />
        </Bubble>
      </Specimen>
      <Specimen caption="contato">
        <Bubble side="in">
          <ContactCard name="Vera Ferraz" detail="+55 11 95555-0187" />
          <BubbleMeta side="in" time="9:40" block />
        </Bubble>
      </Specimen>
      <Specimen caption="formatação e link">
        <Bubble side="in">
          <LinkCard
            title="Cuidados após o clareamento"
            host="sorrisopleno.example"
            href="https://example.com"
          />
          Leia <b>antes</b> da sessão, <i>com calma</i>. Código{" "}
          <code className="rounded-[3px] bg-fg/7 px-1 font-mono text-xs">SP-204</code>, não o{" "}
          <s>SP-120</s>.
          <BubbleMeta side="in" time="10:32" />
        </Bubble>
      </Specimen>
      <Specimen caption="botões, opção escolhida">
        <BubbleRow side="out" className="mt-0">
          <Bubble side="out">
            Qual horário prefere?
            <BubbleMeta side="out" time="10:33" tick={<Tick state="read" label="Lida" />} />
          </Bubble>
          <Choices choices={CHOICES} chosen="thursday" chosenLabel="escolhida" />
        </BubbleRow>
      </Specimen>
      <Specimen caption="apagada pelo cliente">
        <Bubble side="in" className="text-fg-3 italic">
          <Icon of={Ban} size={14} className="mr-1 inline align-[-2px]" />
          Mensagem apagada
          <BubbleMeta side="in" time="10:34" />
        </Bubble>
      </Specimen>
    </>
  );
}
