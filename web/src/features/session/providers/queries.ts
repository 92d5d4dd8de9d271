import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

export type OwnProvider = components["schemas"]["OwnProvider"];

/** Where the person signs in. */
export const ownProvidersQuery = queryOptions({
  queryKey: keys.myProviders,
  queryFn: () => take(api.GET("/api/v1/users/me/providers")),
  staleTime: 0,
});

/** Goes there; the way back ends at the profile. */
export function useConnectProvider() {
  return useMutation({
    mutationFn: (provider: string) =>
      take(api.POST("/api/v1/users/me/providers/{provider}", { params: { path: { provider } } })),
    onSuccess: ({ url }) => location.assign(url),
  });
}

export function useDisconnectProvider() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (provider: string) =>
      take(api.DELETE("/api/v1/users/me/providers/{provider}", { params: { path: { provider } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.myProviders }),
  });
}
