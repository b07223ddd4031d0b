//! Readable tables: numbers to the right, changes with sign, arrow and colour, nothing of it but the text
//! when nobody looks.

use comfy_table::{Attribute, Cell, CellAlignment, Color, Table};
use trading::{Paise, Price, grouped};

/// One cell.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// Words, to the left.
    Words(String),
    /// A number, to the right.
    Number(String),
    /// A gain or a loss, to the right, in its colour.
    Change(String, Trend),
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trend {
    /// Above zero.
    Up,
    /// Below.
    Down,
    /// Zero, or not known.
    Flat,
}

/// The unknown.
pub(crate) const UNKNOWN: &str = "—";

/// A table with its header.
pub(crate) fn sheet<const N: usize>(header: [&str; N], rows: impl IntoIterator<Item = [Entry; N]>) -> String {
    let rows: Vec<[Entry; N]> = rows.into_iter().collect();
    let mut table = bare();
    table.set_header(header.iter().enumerate().map(|(column, name)| {
        let right = rows.first().and_then(|row| row.get(column)).is_some_and(Entry::is_number);
        let cell = Cell::new(name).add_attribute(Attribute::Bold);
        cell.set_alignment(if right { CellAlignment::Right } else { CellAlignment::Left })
    }));
    for row in rows {
        table.add_row(row.map(Entry::cell));
    }
    trimmed(table)
}

/// Names and their figures, one a line.
pub(crate) fn list(rows: impl IntoIterator<Item = (&'static str, Entry)>) -> String {
    let mut table = bare();
    for (name, entry) in rows {
        table.add_row([Cell::new(name), entry.cell()]);
    }
    trimmed(table)
}

/// Words.
pub(crate) fn words(text: impl Into<String>) -> Entry {
    Entry::Words(text.into())
}

/// An amount of money.
pub(crate) fn amount(amount: impl Into<Option<Paise>>) -> Entry {
    Entry::Number(amount.into().map_or_else(|| UNKNOWN.into(), |amount| amount.to_string()))
}

/// A price.
pub(crate) fn price(price: Option<Price>) -> Entry {
    amount(price.map(|price| price.times(1)))
}

/// A whole number.
pub(crate) fn count(number: impl Into<Option<i64>>) -> Entry {
    Entry::Number(number.into().map_or_else(|| UNKNOWN.into(), grouped))
}

/// A gain or a loss: `▲ +1,234.00`, `▼ −45.00`, `0.00`.
pub(crate) fn change(amount: Option<Paise>) -> Entry {
    let Some(amount) = amount else { return Entry::Change(UNKNOWN.into(), Trend::Flat) };
    let text = match trend(amount.0) {
        Trend::Up => format!("▲ +{amount}"),
        Trend::Down => format!("▼ {amount}"),
        Trend::Flat => amount.to_string(),
    };
    Entry::Change(text, trend(amount.0))
}

/// Basis points as a percentage with its sign: `+1.23 %`.
pub(crate) fn percent(basis_points: Option<i32>) -> Entry {
    let Some(points) = basis_points.map(i64::from) else { return Entry::Change(UNKNOWN.into(), Trend::Flat) };
    let sign = match trend(points) {
        Trend::Up => "+",
        Trend::Down => "−",
        Trend::Flat => "",
    };
    Entry::Change(format!("{sign}{} %", hundredths(points.unsigned_abs())), trend(points))
}

/// Basis points as a plain decimal string for programs: `-1.23`.
pub(crate) fn decimal(basis_points: i32) -> String {
    let sign = if basis_points < 0 { "-" } else { "" };
    format!("{sign}{}", hundredths(u64::from(basis_points.unsigned_abs())))
}

/// Hundredths as a decimal number: `123` is `1.23`.
fn hundredths(number: u64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

const fn trend(number: i64) -> Trend {
    match number {
        1.. => Trend::Up,
        0 => Trend::Flat,
        ..=-1 => Trend::Down,
    }
}

fn bare() -> Table {
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::NOTHING);
    // The library asks whether a terminal looks; people may still not want colour (https://no-color.org).
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        table.force_no_tty();
    }
    table
}

fn trimmed(mut table: Table) -> String {
    if let Some(first) = table.column_mut(0) {
        first.set_padding((0, 1));
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

impl Entry {
    fn cell(self) -> Cell {
        match self {
            Self::Words(text) => Cell::new(text),
            Self::Number(text) => Cell::new(text).set_alignment(CellAlignment::Right),
            Self::Change(text, trend) => {
                let cell = Cell::new(text).set_alignment(CellAlignment::Right);
                match trend {
                    Trend::Up => cell.fg(Color::Green),
                    Trend::Down => cell.fg(Color::Red),
                    Trend::Flat => cell,
                }
            }
        }
    }

    const fn is_number(&self) -> bool {
        match self {
            Self::Words(_) => false,
            Self::Number(_) | Self::Change(..) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn figures_stand_to_the_right_with_sign_arrow_and_a_true_minus() {
        let rows = [(131_530, Some(1_230), Some(94)), (5, Some(-4_500), Some(-1)), (10_000_000, None, None)];
        let text = sheet(
            ["Symbol", "Last", "Change", "%"],
            rows.map(|(last, moved, points)| {
                [words("RELIANCE"), amount(Paise(last)), change(moved.map(Paise)), percent(points)]
            }),
        );
        expect![[r#"
            Symbol           Last    Change        %
            RELIANCE     1,315.30  ▲ +12.30  +0.94 %
            RELIANCE         0.05  ▼ −45.00  −0.01 %
            RELIANCE  1,00,000.00         —        —"#]]
        .assert_eq(&text);
    }

    #[test]
    fn percentages_for_programs_have_two_decimals_and_a_plain_minus() {
        assert_eq!([0, 5, 123, -1, -12_345].map(decimal), ["0.00", "0.05", "1.23", "-0.01", "-123.45"]);
    }
}
