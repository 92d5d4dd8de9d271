import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { session } from "@/api/session";
import { toast } from "@/app/toasts";
import { tenantQuery } from "../queries";
import type { TenantSettings } from "./settings";

const PATH = "/api/v1/tenant/logo";

/** Gives the company another logo, or none; the app shows it at once. */
export function useLogoChange(settings: TenantSettings) {
  const { t } = useTranslation("settingsCompany");
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File | null) => (file ? put(file) : remove(settings)),
    onSuccess: (saved) => {
      client.setQueryData(tenantQuery.queryKey, saved);
      session.rebrand(saved);
      toast(t(saved.logoUrl ? "logo.saved" : "logo.removed"));
    },
  });
}

function put(file: File): Promise<TenantSettings> {
  const headers = { "Content-Type": file.type };
  // The description calls the bytes of a file text.
  const body = file as never;
  return take(api.PUT(PATH, { body, bodySerializer: () => file as never, headers }));
}

async function remove(settings: TenantSettings): Promise<TenantSettings> {
  await take(api.DELETE(PATH));
  return { ...settings, logoUrl: null };
}
