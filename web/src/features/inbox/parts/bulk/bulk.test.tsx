import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { Conversation } from "@/api/types";
import { Toaster } from "@/app/Toaster";
import { toasts } from "@/app/toasts";
import { jobs } from "@/features/inbox/jobs";
import { clearSelection, selection, selectRows } from "@/features/inbox/selection";
import { renderInApp, signInAs } from "@/testing/inApp";
import { type Call, fakeServer, refusal } from "@/testing/server";
import BulkBar from "./BulkBar";
import BulkJobs from "./BulkJobs";

const LISTS = {
  "GET /users": () => ({ data: [] }),
  "GET /teams": () => ({ data: [] }),
  "GET /numbers": () => ({ data: [] }),
  "GET /tags": () => ({ data: [] }),
};

const ROWS = [
  { id: "cnv_1", status: "open", tagIds: [] },
  { id: "cnv_2", status: "pending", tagIds: [] },
] as unknown as Conversation[];

function bar(everything = false, rows = ROWS) {
  const filters = { view: "mine", tag: "tag_1" } as const;
  return (
    <>
      <BulkBar
        chosen={{ rows, everything, filters }}
        listed={["cnv_1", "cnv_2", "cnv_3"]}
        hasMore
        total="412"
      />
      <BulkJobs />
      <Toaster />
    </>
  );
}

beforeEach(() => {
  sessionStorage.clear();
  jobs.set([]);
  toasts.set([]);
  clearSelection();
  signInAs("agent");
});

test("named conversations are closed in one call, told, and brought back as each was", async () => {
  const results = [
    { id: "cnv_1", outcome: "done" },
    { id: "cnv_2", outcome: "done" },
  ];
  const calls = fakeServer({
    ...LISTS,
    "POST /conversations/bulk": () => ({ results, done: 2, failed: 0 }),
  });
  await renderInApp(bar());
  await userEvent.click(await screen.findByRole("button", { name: /Encerrar/ }));
  await screen.findByText("Encerradas (2)");
  await userEvent.click(screen.getByRole("button", { name: /Desfazer/ }));
  await waitFor(() =>
    expect(calls.filter(({ what }) => what.startsWith("POST")).map(({ body }) => body)).toEqual([
      { ids: ["cnv_1", "cnv_2"], action: { do: "status", status: "closed" } },
      { ids: ["cnv_1"], action: { do: "status", status: "open" } },
      { ids: ["cnv_2"], action: { do: "status", status: "pending" } },
    ]),
  );
});

test("what could not be changed is counted, and not undone", async () => {
  const results = [
    { id: "cnv_1", outcome: "done" },
    { id: "cnv_2", outcome: "not-found" },
  ];
  const calls = fakeServer({ ...LISTS, "POST /conversations/bulk": () => ({ results }) });
  await renderInApp(bar());
  await userEvent.click(await screen.findByRole("button", { name: /Encerrar/ }));
  await screen.findByText("Encerradas (1). Sem mudança: 1");
  await userEvent.click(screen.getByRole("button", { name: /Desfazer/ }));
  await waitFor(() =>
    expect(calls.at(-1)?.body).toEqual({
      ids: ["cnv_1"],
      action: { do: "status", status: "open" },
    }),
  );
});

test("an undo that stops half-way says how many are as the deed left them", async () => {
  const done = (call: Call) =>
    (call.body as { ids: string[] }).ids.map((id) => ({ id, outcome: "done" }));
  let posts = 0;
  fakeServer({
    ...LISTS,
    "POST /conversations/bulk": (call) => {
      posts += 1;
      return posts < 3 ? { results: done(call) } : refusal(503, "unavailable", "Busy");
    },
  });
  await renderInApp(bar());
  await userEvent.click(await screen.findByRole("button", { name: /Encerrar/ }));
  await screen.findByText("Encerradas (2)");
  await userEvent.click(screen.getByRole("button", { name: /Desfazer/ }));
  await screen.findByText("1 não voltaram a ser como eram");
  expect(posts).toBe(3);
});

test("a second call that fails does not hide what the first one did", async () => {
  const many = Array.from({ length: 201 }, (_, at) => ({ ...ROWS[0], id: `cnv_${at}` }));
  const calls = fakeServer({
    ...LISTS,
    "POST /conversations/bulk": ({ body }) => {
      const { ids } = body as { ids: string[] };
      return ids.length === 1
        ? refusal(503, "unavailable", "Busy")
        : { results: ids.map((id) => ({ id, outcome: "done" })) };
    },
  });
  await renderInApp(bar(false, many as Conversation[]));
  await userEvent.click(await screen.findByRole("button", { name: /Encerrar/ }));
  await screen.findByText("Encerradas (200). Sem mudança: 1");
  await userEvent.click(screen.getByRole("button", { name: /Desfazer/ }));
  await waitFor(() =>
    expect(calls.at(-1)?.body).toMatchObject({ action: { do: "status", status: "open" } }),
  );
});

test("everything that matches is a job with the filters, followed to its end", async () => {
  const job = {
    id: "blk_1",
    query: { view: "mine", tag: "tag_1" },
    action: { do: "status", status: "closed" },
    total: 412,
    done: 0,
    failed: 0,
  };
  let looks = 0;
  const calls = fakeServer({
    ...LISTS,
    "POST /bulk-actions": () => ({ ...job, state: "counting" }),
    "GET /bulk-actions/blk_1": () => {
      looks += 1;
      return looks === 1
        ? { ...job, state: "running", done: 120 }
        : { ...job, state: "done", done: 411, failed: 1 };
    },
  });
  const { router } = await renderInApp(bar(true));
  await screen.findByText("Todas as 412");
  await userEvent.click(screen.getByRole("button", { name: /Encerrar/ }));
  await screen.findByText("Encerradas: 120 de 412");
  expect(calls.find(({ what }) => what === "POST /bulk-actions")?.body).toEqual({
    query: { view: "mine", tag: "tag_1" },
    action: { do: "status", status: "closed" },
  });
  await screen.findByText("Encerradas (411). Sem mudança: 1");
  expect(jobs.get()).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Ver" }));
  expect(screen.queryByText(/Sem mudança/)).toBeNull();
  await waitFor(() => expect(router.state.location.search).toMatchObject({ status: "closed" }));
});

test("the selection grows to all, and Escape clears it", async () => {
  fakeServer(LISTS);
  selectRows(["cnv_1", "cnv_2"]);
  await renderInApp(bar());
  await screen.findByText("2 selecionadas");
  await userEvent.click(screen.getByRole("button", { name: "Selecionar as 412" }));
  expect(selection.get().everything).toBe(true);
  await userEvent.keyboard("{Escape}");
  expect(selection.get()).toMatchObject({ everything: false });
});
