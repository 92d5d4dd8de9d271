import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { session } from "@/api/session";
import { ProblemNotice } from "@/app/ProblemNotice";
import { useSession } from "@/app/useSession";
import { Button } from "@/ui";
import { signOut } from "./actions";
import { Door } from "./parts/Door";

/** In place of everything while the company is suspended: why, and the ways out. */
export default function SuspendedPage() {
  const { t } = useTranslation("session");
  const { user, tenant, tenants } = useSession();
  const leave = useMutation({ mutationFn: () => signOut(false) });
  const resume = useMutation({
    mutationFn: (id: string) => {
      const params = { path: { id } };
      return take(api.PATCH("/api/v1/tenants/{id}", { params, body: { status: "active" } }));
    },
    onSuccess: () => session.suspend(false),
  });
  if (!tenant) return null;
  return (
    <Door title={t("suspended.title", { name: tenant.name })} intro={t("suspended.body")}>
      <div className="flex flex-col gap-3">
        <ProblemNotice error={resume.error ?? leave.error} />
        {user?.isSuperAdmin ? (
          <Button
            kind="primary"
            size="lg"
            busy={resume.isPending}
            onClick={() => resume.mutate(tenant.id)}
          >
            {t("suspended.resume")}
          </Button>
        ) : (
          <p className="text-fg-2">{t("suspended.whom")}</p>
        )}
        {tenants.length > 1 && (
          <Button size="lg" onClick={() => location.assign("/tenants")}>
            {t("suspended.other")}
          </Button>
        )}
        <Button size="lg" busy={leave.isPending} onClick={() => leave.mutate()}>
          {t("suspended.signOut")}
        </Button>
      </div>
    </Door>
  );
}
