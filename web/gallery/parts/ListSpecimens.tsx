import { Avatar, ListChip, NumberCode, Pill, Row, type RowState, Tick } from "../../src/ui";

const ROWS: readonly (readonly [string, RowState])[] = [
  ["Linha normal", {}],
  ["Linha aberta", { current: true }],
  ["Linha selecionada", { selected: true, selecting: true }],
  ["Aberta enquanto outras são selecionadas", { current: true, selecting: true }],
  ["Linha não lida", { unread: true }],
];

export function ListSpecimens() {
  return (
    <nav aria-label="Linhas" className="w-full overflow-hidden rounded border border-line">
      {ROWS.map(([words, state]) => (
        <Row
          key={words}
          href="#row"
          {...state}
          avatar={<Avatar name="Eduardo Kubo" />}
          name="Eduardo Kubo"
          time="9:58"
          preview={
            <>
              <Tick state="delivered" label="Entregue" />
              <span className="truncate">{words}</span>
            </>
          }
          count={state.unread ? <Pill count={3} label="3 não lidas" /> : undefined}
          chips={
            <>
              <NumberCode name="Recepção" />
              <ListChip hue={240}>Ortodontia</ListChip>
            </>
          }
        />
      ))}
    </nav>
  );
}
