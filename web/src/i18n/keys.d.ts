import "i18next";
import type attempts from "./locales/pt-BR/attempts.json";
import type bulk from "./locales/pt-BR/bulk.json";
import type commands from "./locales/pt-BR/commands.json";
import type common from "./locales/pt-BR/common.json";
import type contacts from "./locales/pt-BR/contacts.json";
import type inbox from "./locales/pt-BR/inbox.json";
import type providers from "./locales/pt-BR/providers.json";
import type recovery from "./locales/pt-BR/recovery.json";
import type register from "./locales/pt-BR/register.json";
import type replies from "./locales/pt-BR/replies.json";
import type search from "./locales/pt-BR/search.json";
import type secondFactor from "./locales/pt-BR/secondFactor.json";
import type session from "./locales/pt-BR/session.json";
import type settings from "./locales/pt-BR/settings.json";
import type settingsAudit from "./locales/pt-BR/settingsAudit.json";
import type settingsAway from "./locales/pt-BR/settingsAway.json";
import type settingsCompany from "./locales/pt-BR/settingsCompany.json";
import type settingsDesk from "./locales/pt-BR/settingsDesk.json";
import type settingsKeys from "./locales/pt-BR/settingsKeys.json";
import type settingsLog from "./locales/pt-BR/settingsLog.json";
import type settingsMembers from "./locales/pt-BR/settingsMembers.json";
import type settingsNumbers from "./locales/pt-BR/settingsNumbers.json";
import type settingsStuck from "./locales/pt-BR/settingsStuck.json";
import type settingsTenants from "./locales/pt-BR/settingsTenants.json";
import type settingsUsage from "./locales/pt-BR/settingsUsage.json";
import type start from "./locales/pt-BR/start.json";
import type templates from "./locales/pt-BR/templates.json";
import type thread from "./locales/pt-BR/thread.json";

import type views from "./locales/pt-BR/views.json";

/** The keys `t` accepts: those of the pt-BR files. A new area gets a line here. */
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      attempts: typeof attempts;
      bulk: typeof bulk;
      commands: typeof commands;
      common: typeof common;
      contacts: typeof contacts;
      inbox: typeof inbox;
      providers: typeof providers;
      recovery: typeof recovery;
      register: typeof register;
      replies: typeof replies;
      search: typeof search;
      secondFactor: typeof secondFactor;
      session: typeof session;
      settings: typeof settings;
      settingsAudit: typeof settingsAudit;
      settingsAway: typeof settingsAway;
      settingsCompany: typeof settingsCompany;
      settingsDesk: typeof settingsDesk;
      settingsKeys: typeof settingsKeys;
      settingsLog: typeof settingsLog;
      settingsMembers: typeof settingsMembers;
      settingsNumbers: typeof settingsNumbers;
      settingsStuck: typeof settingsStuck;
      settingsTenants: typeof settingsTenants;
      settingsUsage: typeof settingsUsage;
      start: typeof start;
      templates: typeof templates;
      thread: typeof thread;
      views: typeof views;
    };
    returnNull: false;
    enableSelector: false;
  }
}
