import { ArrowRightLeft, Megaphone, RefreshCw } from "lucide-react";
import { Button, Icon, IssueCard, OriginLine, SystemLine, UnreadMarker } from "../../src/ui";
import { Specimen } from "../Specimen";

export function ThreadSpecimens() {
  return (
    <>
      <Specimen caption="falha explicada" wide>
        <IssueCard
          kind="failed"
          title="Não entregue"
          aside="código 131053"
          actions={
            <>
              <Button size="sm" kind="primary">
                <Icon of={RefreshCw} size={14} />
                Reenviar
              </Button>
              <Button size="sm">Descartar</Button>
            </>
          }
        >
          O WhatsApp não aceita fotos HEIC. <b className="font-medium">Quem resolve: você</b>,
          enviando a mesma foto em JPG.
        </IssueCard>
      </Specimen>
      <Specimen caption="não confirmada" wide>
        <IssueCard
          kind="unconfirmed"
          title="Não confirmada"
          aside="há 23 min"
          actions={
            <>
              <Button size="sm">Reenviar assim mesmo</Button>
              <Button size="sm">Deixar como está</Button>
            </>
          }
        >
          A conexão caiu durante o envio. Reenviar pode fazer Júlia receber duas vezes.
        </IssueCard>
      </Specimen>
      <Specimen caption="o que aconteceu" wide>
        <div className="flex w-full flex-col">
          <SystemLine icon={ArrowRightLeft} note="“Cliente quer fechar, falta só o horário.”">
            <b>Ana Prado</b> transferiu para <b>você</b> · 17:52
          </SystemLine>
        </div>
      </Specimen>
      <Specimen caption="marca de não lidas" wide>
        <div className="w-full">
          <UnreadMarker>3 mensagens novas</UnreadMarker>
        </div>
      </Specimen>
      <Specimen caption="de onde veio">
        <OriginLine icon={Megaphone}>
          Campanha <b>Clareamento de verão</b>
        </OriginLine>
      </Specimen>
    </>
  );
}
