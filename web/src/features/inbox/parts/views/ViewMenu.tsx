import { useQueryClient } from "@tanstack/react-query";
import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { tellProblem } from "@/app/tellProblem";
import { toast } from "@/app/toasts";
import { IconButton, Menu, MenuItem } from "@/ui";
import { VIEWS_KEY, type View } from "./views";

/** Renames the view that is shown, or deletes it: for ten seconds it can be had back. */
export function ViewMenu({ view, onRename }: { view: View; onRename: () => void }) {
  const { t } = useTranslation("views");
  const client = useQueryClient();
  const { id, name, query, shared } = view;
  const reload = () => client.invalidateQueries({ queryKey: VIEWS_KEY });

  function bringBack() {
    const body = { name, query, shared };
    api.POST("/api/v1/views", { body }).then(reload, tellProblem);
  }

  async function remove() {
    try {
      await api.DELETE("/api/v1/views/{id}", { params: { path: { id } } });
      await reload();
      toast(t("deleted", { name }), bringBack);
    } catch (error) {
      tellProblem(error);
    }
  }

  return (
    <Menu trigger={<IconButton icon={EllipsisVertical} size="sm" label={t("more", { name })} />}>
      <MenuItem icon={Pencil} onSelect={() => requestAnimationFrame(onRename)}>
        {t("rename")}
      </MenuItem>
      <MenuItem icon={Trash2} danger onSelect={() => void remove()}>
        {t("delete")}
      </MenuItem>
    </Menu>
  );
}
