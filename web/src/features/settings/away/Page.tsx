import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MoonStar, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import { EmptyCard } from "../parts/EmptyCard";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { PRIMARY_LINK } from "../parts/primaryLink";
import { AwayTable } from "./AwayTable";
import { DeleteAway } from "./DeleteAway";
import { type AwayMessage, awayQuery } from "./queries";
import { usePlaces } from "./usePlaces";

/** What is answered by itself while the business is closed. */
export function Page() {
  const { t } = useTranslation("settingsAway");
  const messages = useQuery(awayQuery);
  const { nameOf } = usePlaces();
  const [leaving, setLeaving] = useState<AwayMessage | null>(null);
  const create = (
    <Link to="/settings/away/new" className={PRIMARY_LINK}>
      <Icon of={Plus} />
      {t("create")}
    </Link>
  );
  return (
    <>
      {messages.data?.data.length !== 0 && <HeadAction>{create}</HeadAction>}
      <p className="max-w-[72ch] text-fg-2">{t("intro")}</p>
      <Loaded query={messages} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyCard
              icon={MoonStar}
              title={t("emptyTitle")}
              text={t("emptyText")}
              action={create}
            />
          ) : (
            <AwayTable messages={data} nameOf={nameOf} onDelete={setLeaving} />
          )
        }
      </Loaded>
      {leaving && (
        <DeleteAway message={leaving} name={nameOf(leaving)} onClose={() => setLeaving(null)} />
      )}
    </>
  );
}
