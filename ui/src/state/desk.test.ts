import { beforeEach, expect, test, vi } from "vitest";
import * as ipc from "../ipc.ts";
import type { Lobby, Message, Problem, Profile, View } from "../wire.ts";
import { desk } from "./desk.svelte.ts";

vi.mock("../ipc.ts", async (original) => {
  const real = await original<typeof ipc>();
  return { ...real, lobby: vi.fn(), signIn: vi.fn(), signOut: vi.fn(), lock: vi.fn(), unlock: vi.fn(), onLocked: vi.fn(), createProfile: vi.fn(), subscribe: vi.fn(), openAccount: vi.fn(), watchProgress: vi.fn(() => Promise.resolve()) };
});

const asha: Profile = { id: "1", name: "Asha", admin: true, protected: false, locked: false };
const ravi: Profile = { id: "2", name: "Ravi", admin: false, protected: false, locked: false };
const guarded: Profile = { ...asha, protected: true };
const lobby = (profiles: Profile[], signedIn: Profile | null = null, more: Partial<Lobby> = {}): Lobby =>
  ({ profiles, openHouse: true, startingCapitalPaise: 10_000_000, signedIn, locked: false, administers: false, trouble: null, accounts: [], days: [], daysWithoutFigures: [], version: "", settings: { theme: "dark", palette: "green-red", density: "compact", closeToTray: false, lockAfterMinutes: null, ticketAt: null, indices: [] }, ...more });
const view = (revision: number) => ({ kind: "view", revision } as { kind: "view" } & View);

let channels: ((message: Message) => void)[] = [];

beforeEach(() => {
  channels = [];
  desk.view = null;
  vi.mocked(ipc.subscribe).mockReset().mockImplementation((receive) => {
    channels.push(receive);
    return Promise.resolve();
  });
  vi.mocked(ipc.signIn).mockReset().mockResolvedValue(lobby([asha], asha));
});

test("nobody yet: a name is asked", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([]));
  await desk.start();
  expect(desk.stage).toBe("name");
});

test("one person is signed in without being asked", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([asha]));
  await desk.start();
  expect(ipc.signIn).toHaveBeenCalledWith("1", null);
  channels[0]?.(view(1));
  expect(desk.stage).toBe("open");
});

test("several people are asked who is here", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([asha, ravi]));
  await desk.start();
  expect(desk.stage).toBe("who");
  expect(ipc.subscribe).not.toHaveBeenCalled();
});

test("what one account sends late is not shown in the next", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([asha], asha));
  await desk.start();
  channels[0]?.(view(1));
  await desk.openAccount("live");
  channels[1]?.(view(10));
  channels[0]?.(view(2));
  expect(desk.view?.revision).toBe(10);
});

test("after signing out nothing of the account is left on screen", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([asha], asha));
  vi.mocked(ipc.signOut).mockResolvedValue(lobby([asha]));
  await desk.start();
  channels[0]?.(view(1));
  await desk.signOut();
  channels[0]?.(view(2));
  expect(desk.view).toBeNull();
  expect(desk.stage).toBe("who");
});

test("no account open is a question; any other fault is shown", async () => {
  const fault = (code: string): Problem => ({ kind: "failed", code, message: "m", nextStep: "n" });
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([asha], asha));
  vi.mocked(ipc.subscribe).mockRejectedValue(fault("usage"));
  await desk.start();
  expect([desk.stage, desk.problem]).toEqual(["choose", null]);
  vi.mocked(ipc.subscribe).mockRejectedValue(fault("damaged"));
  await desk.start();
  expect(desk.problem?.code).toBe("damaged");
});

test("a program that does not answer is a failure with a next step", async () => {
  vi.mocked(ipc.lobby).mockRejectedValue("gone");
  await desk.start();
  expect(desk.stage).toBe("failed");
  expect(desk.problem).toMatchObject({ kind: "failed", message: "gone" });
});

test("one person with a password is asked for it", async () => {
  vi.mocked(ipc.signIn).mockClear();
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([guarded]));
  await desk.start();
  expect(desk.stage).toBe("who");
  expect(ipc.signIn).not.toHaveBeenCalled();
});

test("a locked window holds nothing of the account, and unlocks where it was", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([guarded], guarded));
  await desk.start();
  channels[0]?.(view(1));
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([guarded], guarded, { locked: true }));
  channels[0]?.({ kind: "locked" });
  await vi.waitFor(() => expect(desk.lobby?.locked).toBe(true));
  channels[0]?.(view(2));
  expect([desk.stage, desk.view]).toEqual(["locked", null]);
  location.hash = "#/holdings";
  vi.mocked(ipc.unlock).mockResolvedValue(lobby([guarded], guarded));
  await desk.unlock("asha's own");
  channels[1]?.(view(3));
  expect([desk.stage, location.hash]).toEqual(["open", "#/holdings"]);
});

test("a window that was loaded anew while it is locked stays locked", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([guarded], guarded, { locked: true }));
  await desk.start();
  expect(desk.stage).toBe("locked");
  expect(ipc.subscribe).not.toHaveBeenCalled();
});

test("a recovery code is shown before anything else, and forgotten once it was kept", async () => {
  vi.mocked(ipc.createProfile).mockResolvedValue({ lobby: lobby([guarded], guarded), recoveryCode: "AAAA-BBBB" });
  await desk.createProfile("Asha", "asha's own");
  expect([desk.stage, desk.code]).toEqual(["code", "AAAA-BBBB"]);
  vi.mocked(ipc.subscribe).mockRejectedValue({ kind: "failed", code: "usage", message: "", nextStep: "" });
  await desk.codeKept();
  expect([desk.stage, desk.code]).toEqual(["choose", null]);
});

test("a ledger that cannot be opened is no dead end", async () => {
  const trouble = { blocks: true, message: "m", nextStep: "n", lastBackup: null };
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([asha], asha, { trouble }));
  await desk.start();
  expect(desk.stage).toBe("trouble");
});

test("a command that is refused because the window is locked shows the lock", async () => {
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([guarded], guarded));
  let tell: () => void = () => undefined;
  vi.mocked(ipc.onLocked).mockImplementation((told) => (tell = told));
  await desk.start();
  channels[0]?.(view(1));
  vi.mocked(ipc.lobby).mockResolvedValue(lobby([guarded], guarded, { locked: true }));
  tell();
  expect([desk.stage, desk.view]).toEqual(["locked", null]);
});
