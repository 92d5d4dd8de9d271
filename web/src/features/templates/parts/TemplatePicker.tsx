import { ArrowLeft, CircleAlert, LayoutTemplate, SendHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { useIsNarrow } from "@/features/inbox/useLayout";
import { Button, Dialog, Empty, Icon } from "@/ui";
import { messageOf } from "../model/build";
import { reasonAgainst } from "../model/choice";
import type { Recipient } from "../model/defaults";
import { faultOf, fieldsOf } from "../model/fields";
import { TemplateForm } from "./TemplateForm";
import { TemplateList } from "./TemplateList";
import { TemplateSight } from "./TemplateSight";
import { useValues } from "./useValues";

interface TemplatePickerProps {
  /** Whom it is for. */
  recipient: Recipient;
  /** From which number; left out where there is one. */
  numberId: string | undefined;
  /** Meta's object, ready to be sent. */
  onSend: (message: Record<string, unknown>) => void;
  /** It is on its way. */
  busy?: boolean;
  /** Why it was refused. */
  error?: unknown;
  onClose: () => void;
}

/** Chooses a template, fills it in and shows what the customer will see. */
export default function TemplatePicker(props: TemplatePickerProps) {
  const { recipient, numberId, onSend, busy, error, onClose } = props;
  const { t } = useTranslation("templates");
  const isNarrow = useIsNarrow();
  const [chosen, setChosen] = useState<Template | null>(null);
  const { values, setValue, sources } = useValues(chosen, recipient);
  const reason = chosen && reasonAgainst(chosen);
  const obstacle = chosen === null ? t("foot.choose") : obstacleOf();
  const showsList = !isNarrow || chosen === null;

  /** What keeps the chosen one from being sent, in words. */
  function obstacleOf(): string | null {
    if (chosen === null || reason) return reason && t(`reason.${reason}`);
    const faults = fieldsOf(chosen).map((field) => faultOf(field, values[field.key] ?? ""));
    const missing = faults.filter((fault) => fault === "missing").length;
    if (missing > 0) return t("foot.missing", { count: missing });
    return faults.some((fault) => fault !== null) ? t("foot.wrong") : null;
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name: recipient.name })}
      closeLabel={t("close")}
      className="h-166 max-w-280 max-md:h-full"
      bodyClassName="grid min-h-0 grid-cols-[280px_minmax(0,1fr)_360px] overflow-hidden p-0 max-lg:grid-cols-[276px_minmax(0,1fr)] max-md:grid-cols-[minmax(0,1fr)]"
      footer={
        <>
          {obstacle !== null && (
            <span
              id="template-obstacle"
              role="status"
              className={`mr-auto flex items-center gap-1.5 text-xs max-md:w-full ${chosen ? "text-danger-text" : "text-fg-3"}`}
            >
              {chosen !== null && <Icon of={CircleAlert} size={14} />}
              {obstacle}
            </span>
          )}
          <Button onClick={onClose} className="max-md:flex-1">
            {t("cancel")}
          </Button>
          <Button
            kind="primary"
            className="max-md:flex-1"
            busy={busy}
            disabled={obstacle !== null}
            aria-describedby={obstacle === null ? undefined : "template-obstacle"}
            onClick={() => chosen && onSend(messageOf(chosen, values))}
          >
            {!busy && <Icon of={SendHorizontal} />}
            {t("send")}
          </Button>
        </>
      }
    >
      {showsList && <TemplateList numberId={numberId} chosen={chosen} onChoose={setChosen} />}
      {chosen === null && (
        <Empty
          icon={LayoutTemplate}
          title={t("sight.none")}
          text={t("sight.noneText")}
          className="col-span-2 max-lg:col-span-1 max-md:hidden"
        />
      )}
      {chosen !== null && (
        <div className="contents max-lg:flex max-lg:min-h-0 max-lg:flex-col max-lg:overflow-auto">
          {isNarrow && (
            <div className="flex-none border-b border-line p-1">
              <Button kind="ghost" onClick={() => setChosen(null)}>
                <Icon of={ArrowLeft} />
                {t("back")}
              </Button>
            </div>
          )}
          <TemplateForm
            key={`${chosen.name} ${chosen.language}`}
            template={chosen}
            values={values}
            sources={sources}
            reason={reason}
            error={error}
            onValue={setValue}
          />
          <TemplateSight template={chosen} values={values} name={recipient.name} />
        </div>
      )}
    </Dialog>
  );
}
