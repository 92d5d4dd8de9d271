import { Megaphone, WifiOff } from "lucide-react";
import { Banner, Button, Empty, ErrorState, Skeleton, Toast } from "../../src/ui";
import { Specimen } from "../Specimen";

const FRAMED = "w-full rounded border";

export function NoticeSpecimens() {
  return (
    <>
      <Banner tone="warn" icon={WifiOff} className={FRAMED}>
        Sem conexão desde 10:46.
      </Banner>
      <Banner tone="info" className={FRAMED}>
        Atualizado: chegaram 14 mensagens.
      </Banner>
      <Banner tone="danger" className={FRAMED} action={<Button size="sm">Ver o número</Button>}>
        O número Loja foi restringido pela Meta.
      </Banner>
      <Specimen caption="aviso com desfazer, 10 s">
        <Toast text="Conversa encerrada" undoLabel="Desfazer" onUndo={() => undefined} />
      </Specimen>
      <Specimen caption="carregando" wide>
        <span className="flex w-full items-center gap-3">
          <Skeleton className="size-9 rounded-full" />
          <span className="flex flex-1 flex-col gap-1.5">
            <Skeleton className="w-3/5" />
            <Skeleton className="h-2.5 w-4/5" />
          </span>
        </span>
      </Specimen>
      <Empty
        className="w-full p-4"
        icon={Megaphone}
        title="Nenhuma campanha ainda"
        text="Mande um modelo aprovado a um grupo de contatos."
        action={<Button kind="primary">Criar campanha</Button>}
      />
      <ErrorState
        className="w-full p-4"
        title="Não foi possível carregar"
        text="O servidor não respondeu. Tente de novo em instantes."
        retryLabel="Tentar de novo"
        onRetry={() => undefined}
        requestId="req_01h455vb4pex"
        copyLabel="Copiar o código do pedido"
      />
    </>
  );
}
