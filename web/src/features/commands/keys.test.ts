import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenForKeys } from "./keys";
import { type Command, commands, register } from "./registry";

const runs: string[] = [];
let time = 0;
let stop: (() => void)[] = [];

function command(id: string, keys: string): Command {
  return { id, keys, label: id, group: "test", run: () => void runs.push(id) };
}

function press(key: string, more: KeyboardEventInit = {}, target: Element = document.body) {
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );
}

beforeEach(() => {
  runs.length = 0;
  time = 0;
  stop = [listenForKeys(() => time)];
});

afterEach(() => {
  for (const end of stop) end();
  document.body.replaceChildren();
});

test("a key runs its command, with shift another one", () => {
  stop.push(register([command("close", "e"), command("closeAndNext", "E")]));
  press("e");
  press("E", { shiftKey: true });
  expect(runs).toEqual(["close", "closeAndNext"]);
});

test("two keys one after the other run a third command, and only soon after each other", () => {
  stop.push(register([command("inbox", "g i"), command("mine", "i")]));
  press("g");
  press("i");
  time = 5_000;
  press("g");
  time = 7_000;
  press("i");
  expect(runs).toEqual(["inbox", "mine"]);
});

test("nothing runs while somebody writes, with Ctrl, or behind a dialog", () => {
  stop.push(register([command("close", "e")]));
  const input = document.body.appendChild(document.createElement("textarea"));
  press("e", {}, input);
  press("e", { ctrlKey: true });
  const dialog = document.body.appendChild(document.createElement("div"));
  dialog.setAttribute("role", "dialog");
  press("e");
  expect(runs).toEqual([]);
});

test("a key that means nothing stays the browser's", () => {
  const event = new KeyboardEvent("keydown", { key: "x", bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
});

test("a command that leads has its keys for itself while it is offered, and stands first", () => {
  stop.push(register([command("close", "e")]));
  const end = register([{ ...command("closeSelected", "e"), leads: true }]);
  stop.push(register([command("reopen", "e")]));
  expect(commands()[0]?.id).toBe("closeSelected");
  press("e");
  end();
  press("e");
  expect(runs).toEqual(["closeSelected", "close"]);
});

test("of two commands with one id the later one holds, and the earlier returns with its end", () => {
  const other = vi.fn();
  stop.push(register([command("close", "e")]));
  const end = register([{ ...command("close", "e"), run: other }]);
  press("e");
  expect(other).toHaveBeenCalledOnce();
  end();
  press("e");
  expect(runs).toEqual(["close"]);
  expect(commands()).toHaveLength(1);
});
