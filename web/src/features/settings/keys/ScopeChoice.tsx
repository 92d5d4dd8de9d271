import { useTranslation } from "react-i18next";
import { Checkbox } from "@/ui";
import { SCOPE_GROUPS, scopeKey } from "./scopes";

interface ScopeChoiceProps {
  chosen: readonly string[];
  onChosen: (scopes: string[]) => void;
}

/** What a key may do, ticked one by one. */
export function ScopeChoice({ chosen, onChosen }: ScopeChoiceProps) {
  const { t } = useTranslation("settingsKeys");

  function toggle(scope: string, on: boolean) {
    onChosen(on ? [...chosen, scope] : chosen.filter((other) => other !== scope));
  }

  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-4 rounded border border-line p-4 max-md:grid-cols-1">
      {SCOPE_GROUPS.map((group) => (
        <fieldset key={group.id} className="flex flex-col gap-2 max-md:gap-3">
          <legend className="pb-1.5 text-xs font-medium text-fg-3">
            {t(`scopeGroup.${group.id}`)}
          </legend>
          {group.scopes.map((scope) => (
            <label
              key={scope}
              htmlFor={`scope-${scope}`}
              className="flex cursor-pointer items-start gap-2 text-sm"
            >
              <Checkbox
                id={`scope-${scope}`}
                checked={chosen.includes(scope)}
                onChange={(event) => toggle(scope, event.target.checked)}
                className="mt-px"
              />
              {t(scopeKey(scope))}
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
