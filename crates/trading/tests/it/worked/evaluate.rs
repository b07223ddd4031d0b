//! Arithmetic as it is written on paper, exactly: `rupee(0.1 % × 10,000) + 3 × 1.54 ÷ 2`.

use std::iter::Peekable;
use std::str::Chars;

/// A fraction in lowest terms, with a divisor above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exact {
    over: i128,
    under: i128,
}

impl Exact {
    pub(super) fn of(over: i64, under: i64) -> Self {
        Self::reduced(over.into(), under.into())
    }

    fn reduced(over: i128, under: i128) -> Self {
        let (mut one, mut other) = (over.abs(), under.abs());
        while other != 0 {
            (one, other) = (other, one % other);
        }
        let divisor = one.max(1) * under.signum();
        Self { over: over / divisor, under: under / divisor }
    }

    fn plus(self, other: Self) -> Self {
        Self::reduced(self.over * other.under + other.over * self.under, self.under * other.under)
    }

    fn times(self, other: Self) -> Self {
        Self::reduced(self.over * other.over, self.under * other.under)
    }

    fn negated(self) -> Self {
        Self { over: -self.over, ..self }
    }

    /// Half up (away from nothing) to so many parts of a rupee.
    fn rounded(self, parts: i128) -> Self {
        let twice = 2 * self.over.abs() * parts + self.under;
        Self::reduced(self.over.signum() * (twice / (2 * self.under)), parts)
    }
}

/// What an expression comes to.
pub(super) fn evaluate(text: &str) -> Exact {
    let mut left = text.chars().peekable();
    let sum = sum(&mut left);
    assert_eq!(left.next(), None, "what is left of {text:?}");
    sum
}

/// A number as it is printed: `1,00,000.05`, `−3.20`.
pub(super) fn number(text: &str) -> Exact {
    evaluate(text)
}

fn sum(left: &mut Peekable<Chars<'_>>) -> Exact {
    let mut sum = product(left);
    loop {
        match next_sign(left, &['+', '−', '-']) {
            Some('+') => sum = sum.plus(product(left)),
            Some(_) => sum = sum.plus(product(left).negated()),
            None => return sum,
        }
    }
}

fn product(left: &mut Peekable<Chars<'_>>) -> Exact {
    let mut product = factor(left);
    loop {
        match next_sign(left, &['×', '÷', '%']) {
            Some('×') => product = product.times(factor(left)),
            Some('÷') => {
                let Exact { over, under } = factor(left);
                product = product.times(Exact::reduced(under, over));
            }
            Some(_) => product = product.times(Exact::of(1, 100)),
            None => return product,
        }
    }
}

fn factor(left: &mut Peekable<Chars<'_>>) -> Exact {
    if next_sign(left, &['−', '-']).is_some() {
        return factor(left).negated();
    }
    let mut word = String::new();
    while let Some(character) = left.next_if(|next| next.is_alphanumeric() || ".,".contains(*next)) {
        word.push(character);
    }
    if next_sign(left, &['(']).is_some() {
        let inner = sum(left);
        assert_eq!(next_sign(left, &[')']), Some(')'), "a parenthesis is not closed");
        return match word.as_str() {
            "" => inner,
            "rupee" => inner.rounded(1),
            "paisa" => inner.rounded(100),
            other => panic!("what is {other}( )?"),
        };
    }
    let digits = word.replace(',', "");
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let over: i128 = format!("{whole}{part}").parse().unwrap_or_else(|_| panic!("{word:?} is no number"));
    Exact::reduced(over, 10_i128.pow(u32::try_from(part.len()).unwrap()))
}

/// The next sign, where it is one of these.
fn next_sign(left: &mut Peekable<Chars<'_>>, signs: &[char]) -> Option<char> {
    while left.next_if(|next| next.is_whitespace()).is_some() {}
    left.next_if(|next| signs.contains(next))
}

#[test]
fn arithmetic_is_what_it_is_on_paper() {
    let is = |text: &str, result: &str| assert_eq!(evaluate(text), number(result), "{text}");
    is("1 + 2 × 3 − 4", "3");
    is("(1 + 2) × 3", "9");
    is("0.1 % × 10,000", "10");
    is("rupee(0.015 % × 10,000)", "2");
    is("paisa(18 % × (0.31 + 0.01))", "0.06");
    is("paisa(10,000 ÷ 3)", "3,333.33");
    is("−rupee(2.5) + 1", "−2");
    assert_ne!(evaluate("1 + 1"), number("3"));
}
