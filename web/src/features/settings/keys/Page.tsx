import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Icon } from "@/ui";
import { EmptyCard } from "../parts/EmptyCard";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { type ApiKey, apiKeysQuery } from "../queries";
import { KeyTable } from "./KeyTable";
import { NewKeyDialog } from "./NewKeyDialog";
import { RevokeKey } from "./RevokeKey";

/** What other programs sign in with. */
export function Page() {
  const { t } = useTranslation("settingsKeys");
  const apiKeys = useQuery(apiKeysQuery);
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const create = (
    <Button kind="primary" onClick={() => setMaking(true)}>
      <Icon of={Plus} />
      {t("new.title")}
    </Button>
  );
  return (
    <>
      {apiKeys.data?.data.length !== 0 && <HeadAction>{create}</HeadAction>}
      <p className="max-w-[72ch] text-fg-2">{t("intro")}</p>
      <Loaded query={apiKeys}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyCard
              icon={KeyRound}
              title={t("emptyTitle")}
              text={t("emptyText")}
              action={create}
            />
          ) : (
            <KeyTable apiKeys={data} onRevoke={setRevoking} />
          )
        }
      </Loaded>
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}
