import {
  Bubble,
  BubbleMeta,
  BubbleRow,
  DayLine,
  NoteBubble,
  Quote,
  Reaction,
  Tick,
  TypingBubble,
} from "../../src/ui";
import { Specimen } from "../Specimen";

export function BubbleSpecimens() {
  return (
    <>
      <Specimen caption="recebido">
        <BubbleRow side="in" className="mt-0 max-w-full">
          <Bubble side="in">
            Bom dia!
            <BubbleMeta side="in" time="10:41" />
          </Bubble>
        </BubbleRow>
      </Specimen>
      <Specimen caption="agrupado">
        <BubbleRow side="in" grouped className="mt-0 max-w-full">
          <Bubble side="in" grouped>
            Tudo bem?
            <BubbleMeta side="in" time="10:41" />
          </Bubble>
        </BubbleRow>
      </Specimen>
      <Specimen caption="enviado">
        <Bubble side="out">
          Bom dia!
          <BubbleMeta side="out" time="10:42" tick={<Tick state="read" label="Lida" />} />
        </Bubble>
      </Specimen>
      <Specimen caption="falhou">
        <Bubble side="out" state="failed">
          Segue o PDF
          <BubbleMeta side="out" time="10:42" tick={<Tick state="failed" label="Não entregue" />} />
        </Bubble>
      </Specimen>
      <Specimen caption="não confirmada">
        <Bubble side="out" state="unconfirmed">
          Confirmado
          <BubbleMeta
            side="out"
            time="10:42"
            tick={<Tick state="unconfirmed" label="Não confirmada" />}
          />
        </Bubble>
      </Specimen>
      <Specimen caption="nota interna">
        <NoteBubble author="Ana Prado" time="10:02" className="mt-0">
          Ligar depois das 14h
        </NoteBubble>
      </Specimen>
      <Specimen caption="digitando">
        <TypingBubble name="Ana Prado">Ana está digitando</TypingBubble>
      </Specimen>
      <Specimen caption="dia">
        <DayLine>Hoje</DayLine>
      </Specimen>
      <Specimen caption="citação e reação">
        <BubbleRow side="in" reacted className="mt-0">
          <Bubble side="in">
            <Quote
              author="Clínica Sorriso Pleno"
              text="Até 30 de novembro o clareamento…"
              label="Ir para a mensagem"
              onJump={() => undefined}
            />
            Quero agendar
            <BubbleMeta side="in" time="9:14" />
            <Reaction side="in" emoji="👍" label="👍 de Ana Prado" />
          </Bubble>
        </BubbleRow>
      </Specimen>
    </>
  );
}
