import { useMutation, useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { PhoneNumber } from "@/api/types";
import { Button, Card, Icon } from "@/ui";
import { FormProblem } from "../parts/FormProblem";
import { TextField } from "../parts/TextField";
import { TestProgress } from "./TestProgress";

const LOOK_EVERY_MS = 1_500;
const SETTLED = ["delivered", "read", "failed", "unconfirmed", "cancelled"];

/** Sends Meta's own sample template, which every account has, and follows it. */
export function TestCard({ number }: { number: PhoneNumber }) {
  const { t } = useTranslation("settingsNumbers");
  const [to, setTo] = useState("");
  const send = useMutation({
    mutationFn: () => {
      const template = { templateName: "hello_world", language: "en_US" };
      const body = { to: to.trim(), numberId: number.id, ...template };
      return take(api.POST("/api/v1/messages/template", { body }));
    },
  });
  const id = send.data?.id ?? "";
  const message = useQuery({
    queryKey: ["testMessage", id],
    queryFn: () => take(api.GET("/api/v1/messages/{id}", { params: { path: { id } } })),
    enabled: id !== "",
    refetchInterval: ({ state }) =>
      SETTLED.includes(state.data?.status ?? "") ? false : LOOK_EVERY_MS,
  });
  const problem = send.error && asProblem(send.error);
  const isActive = number.status === "active";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!send.isPending && isActive && to.trim() !== "") send.mutate();
  }

  return (
    <Card title={t("test.title")} className="self-start">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <FormProblem error={send.error} fields={["/to"]} />
        <TextField
          label={t("test.to")}
          type="tel"
          autoComplete="tel"
          value={to}
          onValue={setTo}
          placeholder="+55 11 98877-6655"
          hint={t("test.hint")}
          error={problem?.field("/to")}
          disabled={!isActive}
        />
        <Button
          type="submit"
          kind="primary"
          disabled={!isActive || to.trim() === ""}
          busy={send.isPending}
        >
          <Icon of={Send} />
          {t("test.submit")}
        </Button>
        {!isActive && <p className="text-xs text-fg-3">{t("test.notActive")}</p>}
      </form>
      {message.data && <TestProgress message={message.data} />}
    </Card>
  );
}
