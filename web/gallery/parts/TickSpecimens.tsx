import { Tick, type TickState } from "../../src/ui";
import { Specimen } from "../Specimen";

const TICKS: readonly (readonly [TickState, string])[] = [
  ["queued", "na fila"],
  ["sent", "enviada"],
  ["delivered", "entregue"],
  ["read", "lida"],
  ["failed", "não entregue"],
  ["unconfirmed", "não confirmada"],
];

export function TickSpecimens() {
  return TICKS.map(([state, words]) => (
    <Specimen key={state} caption={words}>
      <span className="flex items-center gap-2">
        <Tick state={state} label={words} />
        <span className="text-xs text-fg-2 tabular-nums">10:44</span>
      </span>
    </Specimen>
  ));
}
