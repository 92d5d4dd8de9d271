import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import type { components } from "@/api/schema.gen";
import type { Page } from "@/api/types";

type Schemas = components["schemas"];
export type AwayMessage = Schemas["AwayMessage"];
export type OpenHours = Schemas["OpenHours"];
export type Holiday = Schemas["Holiday"];

/** More than any company has places for one. */
const MOST = { params: { query: { limit: 200 } } };

/** Whether it is open is told with each: asked again while the screen is looked at. */
export const awayQuery = queryOptions({
  queryKey: ["awayMessages"],
  queryFn: () => take<Page<AwayMessage>>(api.GET("/api/v1/away-messages", MOST as never)),
  refetchInterval: 60_000,
});
