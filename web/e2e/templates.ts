import { meta, WABA } from "./shop";
import type { World } from "./world";

/** What Meta has approved for the shop, and one that it is still looking at. */
export async function haveTemplates(world: World) {
  const common = { waba_id: WABA, language: "pt_BR", category: "UTILITY" };
  await meta(world, "POST", "/_sim/templates", {
    ...common,
    name: "remarcar_consulta",
    parameter_format: "NAMED",
    components: [
      { type: "HEADER", format: "TEXT", text: "Vamos remarcar?" },
      {
        type: "BODY",
        text: "Olá, {{nome}}! Podemos remarcar para *{{horario}}*?",
        example: {
          body_text_named_params: [
            { param_name: "nome", example: "Ana" },
            { param_name: "horario", example: "30/11 às 10h" },
          ],
        },
      },
      { type: "FOOTER", text: "Clínica Sorriso Pleno" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Está ótimo" }] },
    ],
  });
  await meta(world, "POST", "/_sim/templates", {
    ...common,
    name: "pesquisa_de_opiniao",
    status: "PENDING",
    components: [{ type: "BODY", text: "Como foi a sua visita?" }],
  });
}

interface Sent {
  to?: string;
  request: { template?: { name: string; components?: unknown[] } };
}

/** The templates that reached Meta, the latest last. */
export async function templatesAtMeta(
  world: World,
): Promise<NonNullable<Sent["request"]["template"]>[]> {
  const { data } = await meta<{ data: Sent[] }>(world, "GET", "/_sim/messages");
  return data.flatMap(({ request }) => (request.template ? [request.template] : []));
}
