import type { Socket } from "socket.io-client";
import { FACTOR_MISSING, SUSPENDED } from "@/api/problem";
import { freshToken, renew } from "@/api/renew";
import { session } from "@/api/session";
import type { NumberedEvent } from "./events";

export interface SocketWork {
  ready(seq: number): void;
  numbered(event: NumberedEvent): void;
  resync(after: number | null): void;
  hint(name: string, data: unknown): void;
  lost(): void;
}

/** How long before another try when the server cannot take us at present. */
const RETRY_MS = 5_000;

/** Opens the socket of a tenant and keeps it open: with fresh tokens, through restarts, until `close` or the session's end. */
export async function openSocket(
  tenant: string,
  work: SocketWork,
): Promise<{ socket: Socket; close(): void }> {
  const { io } = await import("socket.io-client");
  const socket = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelayMax: 10_000,
    auth: (tell) => void tokenFor(tenant).then(tell),
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  const tryLater = (after: number) => {
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), after);
  };

  socket.on("ready", ({ seq }: { seq: number }) => {
    session.suspend(false);
    session.lackFactor(false);
    work.ready(seq);
  });
  socket.on("resync", ({ after }: { after: number | null }) => work.resync(after));
  socket.on("session:expiring", () => void renewOn(socket));
  socket.on("session:ended", () => void goOn(tryLater));
  socket.on("connect_error", ({ message }) => {
    work.lost();
    // Tried again all the same: so the page comes back by itself once the tenant may work.
    if (message === SUSPENDED) session.suspend(true);
    if (message === FACTOR_MISSING) session.lackFactor(true);
    // Refused by the server, unlike a lost connection, is not tried again by itself.
    if (!socket.active) void (message === "unauthenticated" ? goOn(tryLater) : tryLater(RETRY_MS));
  });
  socket.on("disconnect", () => work.lost());
  socket.onAny((name: string, data: unknown) => {
    if (isNumbered(data)) work.numbered(data);
    else if (name === "typing" || name === "presence") work.hint(name, data);
  });

  const close = () => {
    clearTimeout(retry);
    socket.removeAllListeners();
    socket.disconnect();
  };
  return { socket, close };
}

async function tokenFor(tenant: string) {
  // Without an answer the server refuses us and we come again.
  const token = await freshToken().catch(() => null);
  return { token, tenant };
}

/** A fresh token before the old one runs out. If the server cannot be asked now, the end of the session says so later. */
async function renewOn(socket: Socket) {
  if (await renew().catch(() => false))
    socket.emit("session:renew", { token: session.token()?.text });
}

/** Our token is not taken any more: with a fresh one the socket opens again, without one the session is over. */
async function goOn(tryLater: (after: number) => void) {
  const renewed = await renew().catch(() => null);
  if (renewed === null) tryLater(RETRY_MS);
  else if (renewed) tryLater(0);
}

function isNumbered(data: unknown): data is NumberedEvent {
  return typeof data === "object" && data !== null && "seq" in data && "prev" in data;
}
