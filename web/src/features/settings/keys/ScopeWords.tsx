import { useTranslation } from "react-i18next";
import { EVERYTHING, isKnownScope, scopeKey } from "./scopes";

/** What a key may do, in words. */
export function ScopeWords({ scopes }: { scopes: readonly string[] }) {
  const { t } = useTranslation("settingsKeys");
  if (scopes.includes(EVERYTHING)) return t("new.all");
  const words = scopes.map((scope) => (isKnownScope(scope) ? t(scopeKey(scope)) : scope));
  const text = words.join(" · ");
  return (
    <span className="line-clamp-2" title={text}>
      {text}
    </span>
  );
}
