import { useState } from "react";
import { Checkbox, Field, FilterChip, Input, Search, Select, Switch, Textarea } from "../../src/ui";
import { Specimen } from "../Specimen";

export function FieldSpecimens() {
  const [on, setOn] = useState(true);
  const [query, setQuery] = useState("");
  return (
    <>
      <Specimen caption="vazio">
        <Input className="w-42" placeholder="Nome" aria-label="Nome" />
      </Specimen>
      <Specimen caption="preenchido">
        <Input className="w-42" defaultValue="Marina" aria-label="Nome preenchido" />
      </Specimen>
      <Specimen caption="indisponível">
        <Input className="w-42" disabled defaultValue="Só leitura" aria-label="Só leitura" />
      </Specimen>
      <Specimen caption="seleção">
        <Select className="w-42" aria-label="Número">
          <option>Recepção</option>
          <option>Loja</option>
        </Select>
      </Specimen>
      <Specimen caption="busca">
        <Search
          className="w-42"
          label="Buscar"
          clearLabel="Limpar a busca"
          placeholder="Buscar"
          keyCap="/"
          value={query}
          onValue={setQuery}
        />
      </Specimen>
      <Specimen caption="marcação">
        <span className="flex gap-2">
          <Checkbox checked={false} aria-label="desmarcado" onChange={() => undefined} />
          <Checkbox checked aria-label="marcado" onChange={() => undefined} />
          <Checkbox checked="mixed" aria-label="parcial" onChange={() => undefined} />
        </span>
      </Specimen>
      <Specimen caption="interruptor">
        <span className="flex gap-2">
          <Switch checked={!on} onChecked={(value) => setOn(!value)} aria-label="um" />
          <Switch checked={on} onChecked={setOn} aria-label="outro" />
        </span>
      </Specimen>
      <Specimen caption="filtro">
        <FilterChip
          name="Unidade"
          value="Pinheiros"
          removeLabel="Tirar o filtro Unidade"
          onRemove={() => undefined}
        />
      </Specimen>
      <Specimen caption="erro, com a frase" wide>
        <Field label="E-mail" error="Falta o endereço depois do @." className="w-full">
          {(control) => <Input {...control} type="email" defaultValue="julia@" />}
        </Field>
      </Specimen>
      <Specimen caption="dica e várias linhas" wide>
        <Field label="Observações" hint="Só a equipe lê." className="w-full">
          {(control) => <Textarea {...control} rows={2} placeholder="Prefere a tarde" />}
        </Field>
      </Specimen>
    </>
  );
}
