import { beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import type { ImportedFile } from "../wire.ts";
import { desk } from "./desk.svelte.ts";
import { intake } from "./intake.svelte.ts";

vi.mock("../ipc.ts", async (original) => ({ ...(await original<typeof ipc>()), importFile: vi.fn(), importDropped: vi.fn() }));

const read = (file: string): ImportedFile => ({ file, kind: "bhavcopy (UDiFF)", day: "2026-08-03", rowsRead: 3, rowsSkipped: 1, rowsRefused: 0, refusals: [], error: null });

beforeEach(() => {
  vi.mocked(ipc.importFile).mockReset().mockImplementation((name) => Promise.resolve([read(name)]));
  vi.spyOn(desk, "refreshLobby").mockReset().mockResolvedValue();
});

test("each file is handed over with its name and what it holds, in order", async () => {
  await intake.choose([new File(["a,b"], "one.csv"), new File(["c"], "M&M ₹.csv")]);
  const handed = vi.mocked(ipc.importFile).mock.calls.map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
  expect(handed).toEqual([["one.csv", "a,b"], ["M&M ₹.csv", "c"]]);
  expect(intake.files.map((file) => file.file)).toEqual(["one.csv", "M&M ₹.csv"]);
  expect(intake.reading).toBeNull();
  expect(desk.refreshLobby).toHaveBeenCalledOnce();
});

test("a file that cannot be read says why and does not stop the next", async () => {
  vi.mocked(ipc.importFile).mockRejectedValueOnce({ kind: "failed", code: "disk_full", message: "The disk is full.", nextStep: "Free some space." });
  await intake.choose([new File(["x"], "bad.csv"), new File(["y"], "good.csv")]);
  expect(intake.files.map((file) => file.error)).toEqual(["The disk is full. Free some space.", null]);
});

test("every file of an archive is told in its own place, and the archive counts as the one file that was handed over", async () => {
  vi.mocked(ipc.importFile).mockResolvedValueOnce([read("year.zip/03.csv"), { ...read("year.zip/notes.txt"), kind: null, error: "none of the exchange's" }]);
  await intake.choose([new File(["PK"], "year.zip"), new File(["y"], "after.csv")]);
  expect(intake.files.map((file) => file.file)).toEqual(["year.zip/03.csv", "year.zip/notes.txt", "after.csv"]);
  expect([intake.done, intake.handed]).toEqual([2, 2]);
});

test("a file larger than any of the exchange is not even read, and nothing read changes nothing", async () => {
  const huge = new File(["x"], "huge.csv");
  Object.defineProperty(huge, "size", { value: 64_000_001 });
  await intake.choose([huge]);
  expect(ipc.importFile).not.toHaveBeenCalled();
  expect(intake.files[0]?.error).toContain("larger than any");
  expect(desk.refreshLobby).not.toHaveBeenCalled();
});

test("of dropped files only the names are known; the program takes each by its place", async () => {
  vi.mocked(ipc.importDropped).mockReset().mockImplementation((place) => Promise.resolve([read(`file ${place}`)]));
  intake.hanging = true;
  await intake.dropped(["a.csv", "b.zip"]);
  expect(vi.mocked(ipc.importDropped).mock.calls).toEqual([[0], [1]]);
  expect(intake.files.map((file) => file.file)).toEqual(["file 0", "file 1"]);
  expect(intake.hanging).toBe(false);
});
