import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { Plus, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui";
import { EmptyCard } from "../parts/EmptyCard";
import { HeadAction } from "../parts/HeadAction";
import { Loaded } from "../parts/Loaded";
import { PRIMARY_LINK } from "../parts/primaryLink";
import { numbersQuery } from "../queries";
import { NumberTable } from "./NumberTable";

/** The company's numbers; below them the one that was opened. */
export function Page() {
  const { t } = useTranslation("settingsNumbers");
  const { numberId } = useParams({ strict: false }) as { numberId?: string };
  const numbers = useQuery(numbersQuery);
  const add = (
    <Link to="/settings/numbers/new" className={PRIMARY_LINK}>
      <Icon of={Plus} />
      {t("add")}
    </Link>
  );
  return (
    <>
      {numbers.data?.data.length !== 0 && <HeadAction>{add}</HeadAction>}
      <Loaded query={numbers} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyCard
              icon={Smartphone}
              title={t("emptyTitle")}
              text={t("emptyText")}
              action={add}
            />
          ) : (
            <NumberTable numbers={data} currentId={numberId} />
          )
        }
      </Loaded>
      <Outlet />
    </>
  );
}
