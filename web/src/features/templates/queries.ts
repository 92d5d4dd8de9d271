import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { Page, Template } from "@/api/types";

/** So many are taken with one call, and so many calls are made at most: no account has more templates than that. */
const ROWS = 200;
const CALLS = 32;

async function allTemplates(numberId: string | undefined, refresh: boolean, signal?: AbortSignal) {
  const templates: Template[] = [];
  let cursor: string | undefined;
  for (let call = 0; call < CALLS; call += 1) {
    const query = { numberId, cursor, limit: ROWS, ...(refresh && call === 0 && { refresh }) };
    const page = await take<Page<Template>>(
      api.GET("/api/v1/templates", {
        params: { query: query as never },
        ...(signal && { signal }),
      }),
    );
    templates.push(...page.data);
    cursor = page.nextCursor ?? undefined;
    if (cursor === undefined) break;
  }
  return templates;
}

/** All templates of a number's account, as the server knows them. */
export function templatesQuery(numberId: string | undefined) {
  return queryOptions({
    queryKey: keys.templates(numberId),
    queryFn: ({ signal }) => allTemplates(numberId, false, signal),
    // What the server asks Meta for anew after ten minutes is not older here.
    staleTime: 10 * 60_000,
  });
}

export function useTemplates(numberId: string | undefined) {
  return useQuery(templatesQuery(numberId));
}

/** Asks Meta now. */
export function useRefresh(numberId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => allTemplates(numberId, true),
    onSuccess: (templates) => client.setQueryData(keys.templates(numberId), templates),
  });
}
