import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";

// i18n-uses templates:category.* i18n-uses templates:status.* i18n-uses templates:quality.*
const CATEGORIES = ["marketing", "utility", "authentication"] as const;
const STATUSES = ["approved", "pending", "rejected", "paused", "disabled"] as const;
const QUALITIES = ["green", "yellow", "red"] as const;

/** Meta's words in ours; one that is new stays as it is. */
export function useWords({ category, status, quality }: Template) {
  const { t } = useTranslation("templates");
  const ofCategory = CATEGORIES.find((known) => known === category);
  const ofStatus = STATUSES.find((known) => known === status);
  const ofQuality = QUALITIES.find((known) => known === quality);
  return {
    category: ofCategory ? t(`category.${ofCategory}`) : category,
    status: ofStatus ? t(`status.${ofStatus}`) : status,
    quality: ofQuality && t(`quality.${ofQuality}`),
  };
}
