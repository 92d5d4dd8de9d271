import { Route } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { may } from "@/app/access";
import { useSession } from "@/app/useSession";
import { Button, IconButton } from "@/ui";

const AttemptsDialog = lazy(() => import("./AttemptsDialog"));

interface AttemptsButtonProps {
  message: Message;
  /** With its name, where there is room; else as an icon. */
  isNamed?: boolean | undefined;
}

/** Leads to what went out for a message and what Meta answered, for those who read the log. */
export function AttemptsButton({ message, isNamed = false }: AttemptsButtonProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  const isSent = message.direction === "outbound" && message.source !== "phone_app";
  if (!isSent || !may(user, "inbound:manage")) return null;
  const label = t("thread:bubble.attempts");
  return (
    <>
      {isNamed ? (
        <Button size="sm" onClick={() => setOpen(true)}>
          {label}
        </Button>
      ) : (
        <IconButton icon={Route} size="sm" label={label} onClick={() => setOpen(true)} />
      )}
      {open && (
        <Suspense>
          <AttemptsDialog id={message.id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
