import { Bell, PanelRight } from "lucide-react";
import { Button, IconButton } from "../../src/ui";
import { Specimen } from "../Specimen";

export function ButtonSpecimens() {
  return (
    <>
      <Specimen caption="padrão">
        <Button kind="primary">Enviar</Button>
      </Specimen>
      <Specimen caption="ocupado">
        <Button kind="primary" busy>
          Enviando
        </Button>
      </Specimen>
      <Specimen caption="indisponível">
        <Button disabled>Enviar</Button>
      </Specimen>
      <Specimen caption="contorno">
        <Button>Cancelar</Button>
      </Specimen>
      <Specimen caption="discreto">
        <Button kind="ghost">Filtro</Button>
      </Specimen>
      <Specimen caption="perigo">
        <Button kind="danger">Excluir 12 contatos</Button>
      </Specimen>
      <Specimen caption="perigo discreto">
        <Button kind="dangerOutline">Cancelar envio</Button>
      </Specimen>
      <Specimen caption="com tecla">
        <Button keyCap="E">Encerrar</Button>
      </Specimen>
      <Specimen caption="primário com tecla">
        <Button kind="primary" keyCap="⏎">
          Enviar
        </Button>
      </Specimen>
      <Specimen caption="pequeno 28">
        <Button size="sm">Adiar</Button>
      </Specimen>
      <Specimen caption="grande 40">
        <Button size="lg">Entrar</Button>
      </Specimen>
      <Specimen caption="ícone">
        <IconButton icon={Bell} label="Avisos" />
      </Specimen>
      <Specimen caption="ícone ligado">
        <IconButton icon={PanelRight} label="Painel" pressed />
      </Specimen>
      <Specimen caption="ícone parado">
        <IconButton icon={Bell} label="Avisos parados" disabled />
      </Specimen>
    </>
  );
}
