//! Names as people write them, from the capitals and cut words of the exchange's files.

/// Words that stay in capitals though they can be spoken.
const CAPITALS: [&str; 34] = [
    "ABSL", "AMC", "BAFS", "BSE", "CPSE", "DSP", "ETF", "FMCG", "FOF", "HDFC", "HSBC", "ICICI", "IIFL",
    "ITI", "JM", "LIC", "MNC", "MSCI", "NSE", "PSE", "PSU", "PVT", "REIT", "INVIT", "SBI", "SDL", "SME",
    "TVS", "UTI", "EV", "IT", "II", "III", "IV",
];
/// Words that are written small inside a name.
const SMALL: [&str; 5] = ["and", "of", "the", "for", "in"];

/// `KAKATIYA CEM SUGAR &IND L` → `Kakatiya Cem Sugar & Ind Ltd`: spaces once, words with one capital, words of
/// consonants and known abbreviations in capitals, a last `L` or `LI` (cut by the file's width) as `Ltd`.
///
/// A fund's name loses the house before it (`KOTAK MAHINDRA MUTUAL FUND - KOTAK NIFTY ALPHA 50 ETF`), and a code
/// (`AXISAMC-GOLDAXIS`) stays as it is. A gold bond's is taken apart: `2.50%GOLDBONDS2029SR-XII` is
/// `2.50% Gold Bonds 2029 Series XII`.
#[must_use]
pub fn tidy(name: &str) -> String {
    if let Some(bond) = gold_bond(name) {
        return bond;
    }
    if let Some((house, fund)) = name.split_once('-') {
        let house: String = house.split_whitespace().collect();
        if house.ends_with("AMC") {
            return format!("{house} {}", fund.trim());
        }
        if house.ends_with("MUTUALFUND") || house.ends_with("MF") {
            return tidy(fund);
        }
    }
    let apart = name.replace('&', " & ");
    let mut words: Vec<&str> = apart.split_whitespace().collect();
    let cut = name.trim_end().len() == 25;
    if cut && words.len() > 1 && words.last().is_some_and(|last| matches!(*last, "L" | "LI" | "LT" | "LIM")) {
        words.pop();
        words.push("LTD");
    }
    let cased: Vec<String> = words.iter().enumerate().map(|(place, word)| cased(word, place == 0)).collect();
    cased.join(" ").replace("Ltd.", "Ltd")
}

/// The name of a gold bond: its interest, the year in which it is paid back, and its series or tranche.
fn gold_bond(name: &str) -> Option<String> {
    let close: String = name.split_whitespace().collect();
    let (interest, rest) = close.split_once("GOLDBONDS")?;
    let (year, rest) = rest.split_at_checked(4)?;
    let (kind, number) = match rest.split_at_checked(2)? {
        ("SR", number) => ("Series", number),
        ("TR", number) => ("Tranche", number),
        _ => return None,
    };
    let number = number.trim_start_matches('-');
    Some(format!("{interest} Gold Bonds {year} {kind} {number}"))
}

/// A name that is well but for its spaces.
pub(super) fn spaced_once(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One word in its proper case, parts behind hyphens and brackets too.
fn cased(word: &str, first: bool) -> String {
    let lower = word.to_lowercase();
    if !first && SMALL.contains(&lower.as_str()) {
        return lower;
    }
    let mut out = String::with_capacity(word.len());
    for part in word.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let letters = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if stays_capital(letters) {
            out.push_str(part);
        } else {
            let mut characters = part.chars();
            out.extend(characters.next());
            out.extend(characters.flat_map(char::to_lowercase));
        }
    }
    out
}

fn stays_capital(word: &str) -> bool {
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let has_vowel = word.bytes().any(|byte| b"AEIOUYaeiouy".contains(&byte));
    CAPITALS.contains(&word) || has_digit || (!has_vowel && !matches!(word, "LTD" | "MR" | "DR" | "ST"))
}
