// The stand-in's people: profiles, passwords, a lock, backups, an administrator. Nothing here is secret or kept.
import type { AdminAct, AdminDone, AuditEntry, AuditLog, Backup, Check, Exported, House, Problem, Profile, Proof, RemovedUser, Restoration, User } from "../wire.ts";
import { rupees } from "../format.ts";

const NOW = "2026-11-22T20:15:42+05:30";
const CODE = "7K3M-9QXA-2WTF-P8ND-4HJR-V6CE-0B5S-1YGZ";

/** Everyone of the stand-in, with their passwords. */
export class People {
  profiles: Profile[] = [];
  signedIn: Profile | null = null;
  locked = false;
  startingCapitalPaise = 10_000_000;
  trouble: "damaged" | "lost" | null = null;
  damaged = false;
  #passwords = new Map<string, string>();
  #codes = new Map<string, string>();
  #wrong = 0;
  #made = 0;
  #resets = new Map<string, number>();
  #removed: (RemovedUser & { profile: Profile })[] = [];
  #log: AuditEntry[] = [];
  #backups: Backup[] = [
    { name: "2026-11-21_154512", at: "2026-11-21T15:45:12+05:30", bytes: 1_482_752 },
    { name: "2026-11-20_154509", at: "2026-11-20T15:45:09+05:30", bytes: 1_409_024 },
    { name: "2026-11-01_154511", at: "2026-11-01T15:45:11+05:30", bytes: 884_736 },
  ];
  folder = "~/Documents";

  get openHouse(): boolean {
    return !this.profiles.some((one) => one.admin && one.protected);
  }

  get administers(): boolean {
    return !this.locked && this.signedIn !== null && this.signedIn.admin && this.signedIn.protected;
  }

  add(name: string, password: string | null, admin = this.profiles.length === 0): Profile {
    if (this.profiles.some((one) => one.name.toLowerCase() === name.toLowerCase())) throw failed("usage", `The name ${name} is taken`, "Choose another name; capitals do not make a name different.");
    if (password !== null && password.length < 6) throw failed("usage", "A password has 6 to 256 characters", "Choose a password of 6 to 256 characters.");
    const profile: Profile = { id: `p${(this.#made += 1)}`, name, admin, protected: password !== null, locked: false };
    this.profiles = [...this.profiles, profile];
    if (password !== null) this.#passwords.set(profile.id, password);
    this.#note(`Made the profile ${name}, ${admin ? "administrator" : "trader"}`);
    return profile;
  }

  /** A new recovery code, as it is shown once. */
  code(id: string): string {
    this.#codes.set(id, CODE);
    return CODE;
  }

  enter(id: string, password: string | null): void {
    const found = this.profiles.find((one) => one.id === id);
    this.#prove(found, password);
    if (found?.locked) throw failed("profile_locked", `The profile ${found.name} is locked`, "Ask an administrator to unlock it; nothing in it was changed.");
    this.signedIn = found ?? null;
    this.locked = false;
  }

  recover(id: string, code: string, password: string): string {
    if (this.#codes.get(id) !== code.toUpperCase()) throw refusedSignIn();
    this.#passwords.set(id, password);
    this.enter(id, password);
    return this.code(id);
  }

  lock(): void {
    if (!this.signedIn?.protected) throw failed("usage", "Without a password a lock keeps nobody out.", "Choose a password in Settings, or sign out.");
    this.locked = true;
  }

  unlock(password: string): void {
    this.#prove(this.signedIn ?? undefined, password);
    this.locked = false;
  }

  leave(): void {
    this.signedIn = null;
    this.locked = false;
  }

  rename(id: string, name: string): void {
    if (this.profiles.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase())) throw failed("usage", `The name ${name} is taken`, "Choose another name; capitals do not make a name different.");
    this.#change(id, { name });
  }

  password(old: string | null, fresh: string | null): string | null {
    const who = this.#who();
    if (who.protected) this.#prove(who, old);
    if (fresh !== null && fresh.length < 6) throw failed("usage", "A password has 6 to 256 characters", "Choose a password of 6 to 256 characters.");
    if (fresh === null) this.#passwords.delete(who.id);
    else this.#passwords.set(who.id, fresh);
    this.#change(who.id, { protected: fresh !== null });
    return who.protected ? null : this.code(who.id);
  }

  renew(password: string): string {
    this.#prove(this.#who(), password);
    return this.code(this.#who().id);
  }

  remove(password: string | null): string {
    const who = this.#who();
    this.#prove(who, password);
    if (who.admin && this.profiles.length > 1) throw failed("usage", `${who.name} is the only administrator, and there are other profiles`, "Make another administrator first, or remove the others first.");
    this.profiles = this.profiles.filter((one) => one !== who);
    this.leave();
    return "~/.local/share/lakh/removed/p1";
  }

  backups(): Backup[] {
    return this.#backups;
  }

  backUp(): Backup | null {
    if (this.#backups.some((one) => one.at === NOW)) return null;
    const made = { name: "2026-11-22_201542", at: NOW, bytes: 1_494_016 };
    this.#backups = [made, ...this.#backups];
    return made;
  }

  restoration(name: string, done: boolean): Restoration {
    const backup = this.#backups.find((one) => one.name === name);
    if (!backup) throw failed("usage", "There is no such backup any more.", "Look at the list again.");
    const blocked = this.trouble === "damaged";
    if (done) [this.trouble, this.damaged] = [null, false];
    return { backup, backupEvents: 1_204, presentEvents: blocked ? null : 1_251, lostEvents: blocked ? null : 47, setAside: done ? "~/.local/share/lakh/removed/p1/replaced-2026-11-22_201542" : null };
  }

  proof(): Proof {
    const differences = this.damaged ? [{ event: 812, what: "event 812 was changed: its hash is another" }, { event: 813, what: "event 813 does not follow the event before it" }, { event: null, what: "account 1 has another balance than its events" }] : [];
    return { ok: !this.damaged, events: 1_251, head: "9f2c41d07a55e1b8c3a0f4d2b6e98817c5d3f0a1b2c4e6d8f9a0b1c2d3e4f506", differences };
  }

  exported(form: string): Exported {
    const files = { csv: ["accounts.csv", "events.csv", "postings.csv", "trades.csv"], json: ["ledger.json"], hledger: ["ledger.journal"], beancount: ["ledger.beancount"] }[form] ?? [];
    return { folder: `${this.folder}/lakh-${this.#who().name}-2026-11-22-201542`, files };
  }

  house(): House {
    this.#administrator();
    return { users: this.profiles.map((profile) => this.#user(profile)), removed: this.#removed, startingCapitalPaise: this.startingCapitalPaise };
  }

  administer(act: AdminAct): AdminDone {
    this.#administrator();
    const message = this.#done(act);
    return { message, house: this.house() };
  }

  audit(): AuditLog {
    this.#administrator();
    return { entries: [...this.#log].reverse(), differences: this.damaged ? ["entry 2 was changed"] : [] };
  }

  health(): Check[] {
    this.#administrator();
    return [
      { name: "Market archive", detail: "10 trading days, 04 Aug 2026 to 14 Aug 2026, 61.2 MB", state: "fine", nextStep: null },
      { name: "Disk space", detail: "612.0 MB free for ~/.local/share/lakh", state: "watch", nextStep: "Free some space: without it no order can be written down." },
      { name: "Ledgers", detail: this.damaged ? "Damaged or missing: Asha" : `${this.profiles.length} kept, 1 verified, none damaged`, state: this.damaged ? "bad" : "fine", nextStep: this.damaged ? "Whoever it is restores a backup under Settings → The ledger." : null },
      { name: "Backups", detail: "Made after the close of each day", state: "fine", nextStep: null },
      { name: "Live quotes: NSE", detail: "off", state: "fine", nextStep: null },
    ];
  }

  #done(act: AdminAct): string {
    if (act.kind === "create") return `${this.add(act.name, act.password, act.admin).name} may sign in, as ${act.admin ? "an administrator" : "a trader"}.`;
    if (act.kind === "setStartingCapital") {
      this.startingCapitalPaise = act.capitalPaise;
      this.#note(`Chose ${rupees(act.capitalPaise)} as the starting balance`);
      return `New accounts begin with ${rupees(act.capitalPaise)}.`;
    }
    if (act.kind === "putBack") return this.#putBack(act.id, act.name);
    const name = this.profiles.find((one) => one.id === act.id)?.name ?? "";
    switch (act.kind) {
      case "rename": this.rename(act.id, act.name); this.#note(`Renamed ${name} to ${act.name}`); return `${name} is called ${act.name} now.`;
      case "lock": this.#change(act.id, { locked: true }); this.#note(`Locked ${name}`); return `${name} is locked and cannot sign in.`;
      case "unlock": this.#change(act.id, { locked: false }); this.#note(`Unlocked ${name}`); return `${name} may sign in again.`;
      case "reset": this.#resets.set(act.id, act.capitalPaise); this.#note(`Had ${name} begin anew with ${rupees(act.capitalPaise)}`); return `${name} begins anew at the next sign-in, with ${rupees(act.capitalPaise)}.`;
      case "remove": this.setAside(act.id, name, NOW); this.#note(`Removed ${name}; the files were set aside`); return `${name} was removed.`;
      case "setAdmin": this.#change(act.id, { admin: act.admin }); this.#note(`Made ${name} ${act.admin ? "an administrator" : "a trader"}`); return `${name} is ${act.admin ? "an administrator" : "a trader"} now.`;
    }
  }

  /** Takes a profile out of the list, to be put back; without a name, one of which only the files are left. */
  setAside(id: string, name: string | null, at: string | null): void {
    const profile = this.profiles.find((one) => one.id === id);
    if (!profile) return;
    this.profiles = this.profiles.filter((one) => one.id !== id);
    this.#removed = [{ profile, id, name, removedAt: at, removedBy: at === null ? null : (this.signedIn?.name ?? "Asha"), ledgerBytes: 1_482_752, files: `~/.local/share/lakh/removed/${id}` }, ...this.#removed];
  }

  #putBack(id: string, name: string | null): string {
    const found = this.#removed.find((one) => one.id === id);
    const called = name ?? found?.name ?? null;
    if (!found || called === null) throw failed("not_removed", `There is no removed profile ${id} with a known name`, "Give it a name.");
    if (this.profiles.some((one) => one.name.toLowerCase() === called.toLowerCase())) throw failed("usage", `The name ${called} is taken`, "Choose another name; capitals do not make a name different.");
    this.#removed = this.#removed.filter((one) => one !== found);
    this.profiles = [...this.profiles, { ...found.profile, name: called, admin: false }];
    this.#note(`Put ${called} back, with what was set aside`);
    return `${called} may sign in again, as a trader, with everything that was set aside.`;
  }

  #user(profile: Profile): User {
    return { profile, oneself: profile.id === this.signedIn?.id, createdAt: "2026-11-02T09:12:00+05:30", lastSeen: profile.id === "p3" ? null : NOW, lockedAt: profile.locked ? NOW : null, ledgerBytes: 1_482_752, verifiedAt: profile.admin ? NOW : null, verifiedOk: profile.admin ? !this.damaged : null, backupAt: profile.admin ? "2026-11-21T15:45:12+05:30" : null, resetToPaise: this.#resets.get(profile.id) ?? null };
  }

  #change(id: string, change: Partial<Profile>): void {
    this.profiles = this.profiles.map((one) => (one.id === id ? { ...one, ...change } : one));
    if (this.signedIn?.id === id) this.signedIn = { ...this.signedIn, ...change };
  }

  #prove(who: Profile | undefined, password: string | null): void {
    if (!who?.protected) return;
    if (this.#wrong >= 3) {
      this.#wrong = 0;
      throw failed("wait_before_trying", "After several wrong passwords the next one may be tried in 4 s", "Wait, then try again; a recovery code opens the profile as well.");
    }
    if (this.#passwords.get(who.id) === password) return;
    this.#wrong += 1;
    throw refusedSignIn();
  }

  #who(): Profile {
    if (!this.signedIn) throw failed("usage", "No account is open.", "Choose one.");
    return this.signedIn;
  }

  #administrator(): void {
    if (!this.administers) throw failed("not_administrator", `${this.signedIn?.name ?? ""} is not an administrator`, "Ask an administrator.");
  }

  #note(what: string): void {
    this.#log.push({ seq: this.#log.length + 1, at: NOW, actor: this.signedIn?.name ?? "", what });
  }
}

function refusedSignIn(): Problem {
  return failed("sign_in_refused", "The name or the password is wrong, or a password is needed", "Try again, or use the recovery code.");
}

function failed(code: string, message: string, nextStep: string): Problem {
  return { kind: "failed", code, message, nextStep };
}
