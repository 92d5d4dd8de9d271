import { useTranslation } from "react-i18next";
import { useSession } from "@/app/useSession";
import { Button, Dialog } from "@/ui";
import { forgetSession } from "./actions";
import { CredentialsForm } from "./parts/CredentialsForm";

/** Over a page whose session has ended: the password, and the page goes on as it stood, drafts and all. */
export function SignInAgain() {
  const { t } = useTranslation("session");
  const { user } = useSession();
  if (!user) return null;
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t("again.title")}
      description={t("again.body")}
      className="max-w-96"
    >
      <div className="mt-4 flex flex-col gap-3">
        <CredentialsForm email={user.email} onSignedIn={() => undefined} />
        <Button kind="ghost" onClick={forgetSession}>
          {t("again.other")}
        </Button>
      </div>
    </Dialog>
  );
}
