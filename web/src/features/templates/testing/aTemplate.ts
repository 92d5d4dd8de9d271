import type { Template } from "@/api/types";

/** A template as Meta tells of it, with what a test changes about it. */
export function aTemplate(components: readonly object[], change: Partial<Template> = {}): Template {
  return {
    name: "remarcar_consulta",
    language: "pt_BR",
    category: "utility",
    status: "approved",
    parameterFormat: "positional",
    components: components as never,
    quality: null,
    refreshedAt: "2026-11-22T10:00:00.000Z",
    ...change,
  };
}

export const POSITIONAL = aTemplate([
  { type: "HEADER", format: "TEXT", text: "Olá, {{1}}", example: { header_text: ["Ana"] } },
  {
    type: "BODY",
    text: "Seu pedido {{2}} sai {{1}}. *{{2}}* é o código.",
    example: { body_text: [["hoje", "81"]] },
  },
  { type: "FOOTER", text: "Aurora" },
  {
    type: "BUTTONS",
    buttons: [
      { type: "QUICK_REPLY", text: "Ok" },
      {
        type: "URL",
        text: "Seguir",
        url: "https://aurora.example/p/{{1}}",
        example: ["https://aurora.example/p/81"],
      },
      { type: "COPY_CODE", text: "Copiar", example: "VOLTA10" },
    ],
  },
]);

export const NAMED = aTemplate(
  [
    {
      type: "BODY",
      text: "Oi, {{nome}}! Com {{profissional}}?",
      example: { body_text_named_params: [{ param_name: "nome", example: "Helena" }] },
    },
  ],
  { parameterFormat: "named", name: "oi" },
);
