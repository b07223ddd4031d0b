// The live sources of the stand-in: nobody is asked, whatever is switched on.
import type { Sources, SourceWarning } from "../wire.ts";

export function switched(nse: boolean, yahoo: boolean): Sources {
  const lines = [["NSE", nse], ["NSE archives", nse], ["Yahoo Finance", yahoo]] as const;
  return {
    on: nse || yahoo, nse, yahoo, errand: null, warnings: [],
    sources: lines.map(([name, on]) => ({ name, state: on ? "not asked yet" : "off", tone: "quiet", lastSuccess: null, trouble: null, troubleAt: null, blockedUntil: null, requestsLastMinute: 0, requests: 0, quarantined: 0 })),
  };
}

const calendar = "Look at the exchange's circulars; if it is right, look for a newer Lakh. Until then Lakh keeps to its own calendar.";
const movers = "Compare a price with the exchange's page before you rely on it; if it stays, look for a newer Lakh.";
const warning = (about: string, words: string, nextStep: string): SourceWarning => ({ about, words, nextStep, seenAt: "2026-08-03T10:05:00+05:30" });

/** An exchange that does not agree with Lakh. */
export function differing(): Sources {
  return {
    ...switched(true, false),
    warnings: [
      warning("Calendar", "The exchange is closed on 18 Dec 2026 (Elections), which Lakh's calendar takes for a trading day.", calendar),
      warning("Calendar", "At 10:05:00 the exchange said that it was closed; by Lakh's calendar it trades.", calendar),
      warning("Cross-check of the movers", "The exchange's list of gainers has other prices than Lakh for AARTIDRUGS, BAJAJ-AUTO, M&M, NAM-INDIA and 6 more.", movers),
    ],
  };
}
