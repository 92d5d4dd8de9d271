import { useTranslation } from "react-i18next";
import { useStore } from "@/lib/store";
import { Toast } from "@/ui/Toast";
import { dismiss, type ToastEntry, toasts, UNDO_SECONDS } from "./toasts";

/** The corner where the app says what just happened: bottom left, over the list and never over what is being written. */
export function Toaster() {
  const { t } = useTranslation();
  const entries = useStore(toasts);

  function undo(entry: ToastEntry) {
    dismiss(entry.id);
    entry.undo?.();
  }

  /** What tells of something that goes on stays until that has ended. */
  function act(entry: ToastEntry) {
    if (entry.progress === undefined) dismiss(entry.id);
    entry.action?.run();
  }

  return (
    <div className="pointer-events-none fixed bottom-4 left-18 z-30 flex w-82 flex-col items-start gap-2 max-md:inset-x-2 max-md:bottom-16 max-md:w-auto">
      {entries.map((entry) => (
        <div key={entry.id} className="pointer-events-auto max-w-full">
          <Toast
            text={entry.text}
            undoLabel={t("action.undo")}
            seconds={UNDO_SECONDS}
            progress={entry.progress}
            action={entry.action && { ...entry.action, run: () => act(entry) }}
            {...(entry.undo && { onUndo: () => undo(entry) })}
          />
        </div>
      ))}
    </div>
  );
}
