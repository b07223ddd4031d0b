// The stand-in's profiles of charges: two to look at, copies to change.
import { amount } from "../format.ts";
import type { ChargeProfile, ChargingAct, Fact, Fee, Problem, ProfileTerms } from "../wire.ts";

const NONE: Fee = { percent: "0", leastPaise: 0, mostPaise: null, flatPaise: 0 };
const SMALLER_OF_20: Fee = { ...NONE, percent: "0.03", mostPaise: 2_000 };

function profile(id: string, name: string, dpPaise: number, inForce: boolean): ChargeProfile {
  const terms: ProfileTerms = { name, delivery: NONE, intraday: SMALLER_OF_20, sebiGst: "inTheBase", gstOfIpft: true, dpPaise, squareOffPaise: 5_000 };
  return { id, version: 1, own: false, inForce, lines: lines(terms), source: "Zerodha's list of charges, 2026", terms };
}

/** The profiles of one account. */
export class Charging {
  profiles: ChargeProfile[] = [profile("discount-broker-2026", "Discount broker 2026", 1_300, true), profile("discount-broker-2026-women", "Discount broker 2026, women", 1_275, false)];

  get current(): ChargeProfile {
    const one = this.profiles.find((each) => each.inForce);
    if (!one) throw no("no_such_charge_profile", "There is no such charge profile.", "A charge profile of the list");
    return one;
  }

  get inForce(): string {
    return `${this.current.terms.name}, version ${this.current.version}`;
  }

  /** What fills and estimates keep. */
  get ruleVersion(): string {
    return `${this.current.id}/${this.current.version}@2026-03-01`;
  }

  /** The profile that a rule version names, as far as versions are kept here. */
  under(ruleVersion: string | null): ChargeProfile {
    return this.profiles.find((one) => ruleVersion?.startsWith(`${one.id}/`)) ?? this.current;
  }

  /** Does it, and says what it did. */
  act(act: ChargingAct): string {
    if (act.kind === "copy") {
      const of = this.profiles.find((one) => one.id === act.of);
      if (!of) throw no("no_such_charge_profile", "There is no such charge profile.", "A charge profile of the list");
      if (this.profiles.some((one) => one.terms.name === act.name)) throw no("charge_profile_name_taken", `There is a charge profile called ${act.name} already.`, "Another name", "Name");
      const terms = { ...of.terms, name: act.name };
      this.profiles = [...this.profiles, { ...of, id: `own-${this.profiles.filter((one) => one.own).length + 1}`, version: 1, own: true, inForce: false, terms, source: `Your own, from ${of.terms.name}, version ${of.version}` }];
      return `${act.name} is your own profile; it is in force once it is chosen`;
    }
    if (act.kind === "choose") {
      this.profiles = this.profiles.map((one) => ({ ...one, inForce: one.id === act.profile }));
      return `New orders are charged under ${this.inForce}`;
    }
    if (act.terms.dpPaise > 100_000) throw outside("DP charge", "₹0.00 to ₹1,000.00");
    for (const [line, { percent }] of [["Delivery brokerage", act.terms.delivery], ["Intraday brokerage", act.terms.intraday]] as const) {
      if (!(Number(percent) >= 0 && Number(percent) <= 2.5)) throw outside(`${line}, share of the value`, "0 % to 2.5 %");
    }
    this.profiles = this.profiles.map((one) => (one.id === act.profile ? { ...one, version: one.version + 1, terms: act.terms, lines: lines(act.terms) } : one));
    return `${act.terms.name} kept`;
  }
}

function lines(terms: ProfileTerms): Fact[] {
  const fee = ({ percent, mostPaise, flatPaise }: Fee): string => {
    const share = percent === "0" ? [] : [`${percent} % of the order${mostPaise === null ? "" : `, at most ₹${amount(mostPaise)}`}`];
    return [...(flatPaise === 0 ? [] : [`₹${amount(flatPaise)} an order`]), ...share].join(" and ") || "Nothing";
  };
  return [
    { name: "Delivery brokerage", value: fee(terms.delivery) },
    { name: "Intraday brokerage", value: fee(terms.intraday) },
    { name: "DP charge", value: `₹${amount(terms.dpPaise)} + GST once a stock and day of delivery sale` },
    { name: "Square-off", value: `₹${amount(terms.squareOffPaise)} + GST an order` },
    { name: "GST of", value: "brokerage, transaction charge, SEBI fee and protection fund" },
  ];
}

function outside(line: string, accepted: string): Problem {
  return no("charge_outside", `${line}: a charge profile does not take that.`, accepted, line);
}

function no(code: string, message: string, accepted: string, about?: string): Problem {
  return { kind: "refused", code, message, accepted, field: null, ...(about === undefined ? {} : { about }), rule: "charge_profile" };
}
