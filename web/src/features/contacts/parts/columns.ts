/** The columns, in their order. Less important ones leave first when there is less room. */
export const COLUMNS = [
  { id: "name", width: "w-[26%]", shown: "" },
  { id: "phone", width: "w-44", shown: "" },
  { id: "tags", width: "w-[22%] max-lg:hidden", shown: "max-lg:hidden" },
  { id: "company", width: "max-lg:hidden", shown: "max-lg:hidden" },
  { id: "email", width: "max-xl:hidden", shown: "max-xl:hidden" },
  { id: "lastActivity", width: "w-36", shown: "" },
] as const;

export type Column = (typeof COLUMNS)[number]["id"];

/** Where a column is shown. */
export const SHOWN = Object.fromEntries(COLUMNS.map(({ id, shown }) => [id, shown])) as Record<
  Column,
  string
>;
