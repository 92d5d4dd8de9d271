import { queryOptions } from "@tanstack/react-query";
import { api, take } from "@/api/client";

/** What signing in offers here: a new password by mail, a new company, other providers. */
export const optionsQuery = queryOptions({
  queryKey: ["signInOptions"],
  queryFn: () => take(api.GET("/api/v1/auth/options")),
});
