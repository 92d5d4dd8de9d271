import "i18next";
import type common from "./locales/pt-BR/common.json";
import type session from "./locales/pt-BR/session.json";

/** The keys `t` accepts: those of the pt-BR files. A new area gets a line here. */
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      common: typeof common;
      session: typeof session;
    };
    returnNull: false;
    enableSelector: false;
  }
}
