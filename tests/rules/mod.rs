//! What the rules look at: one file of the house.

pub(crate) mod fence;
pub(crate) mod files;
pub(crate) mod manifests;
pub(crate) mod shape;
pub(crate) mod walls;
pub(crate) mod window;
pub(crate) mod words;

/// One text of the house.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// From the root of the repository, with `/` between the parts.
    pub(crate) path: String,
    /// All of it; empty when it is no text.
    pub(crate) text: String,
    /// Its size on disk, in bytes.
    pub(crate) size: u64,
}

impl Source {
    /// A file made up to break a rule.
    #[cfg(test)]
    pub(crate) fn sample(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned(), size: text.len() as u64 }
    }

    /// Whether its name ends so: `is("rs")`.
    pub(crate) fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, end)| end == extension)
    }

    /// Whether it lies in this directory of the repository.
    pub(crate) fn within(&self, directory: &str) -> bool {
        self.path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it is a test or a bench, or belongs to one: none of it is in the program.
    pub(crate) fn is_test(&self) -> bool {
        let tested = ["tests/", "benches/", "/tests.rs", "/browser/", ".test.ts"];
        tested.iter().any(|part| self.path.contains(part))
    }

    /// Whether it belongs to these rules, whose samples break them.
    pub(crate) fn is_rule(&self) -> bool {
        self.within("tests/rules") || self.path == "tests/tidy.rs"
    }

    /// The lines of a program without its comments and its own tests, each with its number.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let program = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        (1..).zip(program.lines()).map(|(number, line)| (number, without_comment(line)))
    }

    /// What is wrong, at a line.
    pub(crate) fn wrong(&self, line: usize, words: &str) -> String {
        format!("{}:{line}: {words}", self.path)
    }
}

/// A line up to its comment. `https://` is no comment.
fn without_comment(line: &str) -> &str {
    let trimmed = line.trim_start();
    if ["//", "/*", "*", "<!--"].iter().any(|opening| trimmed.starts_with(opening)) {
        return "";
    }
    line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':')).map_or(line, |(at, _)| &line[..at])
}

/// Whether a text holds a word, which no letter, digit or underscore lengthens.
pub(crate) fn holds_word(text: &str, word: &str) -> bool {
    let within =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let edge = |inner: bool, outer: Option<char>| !inner || !within(outer);
    text.match_indices(word).any(|(at, _)| {
        edge(within(word.chars().next()), text[..at].chars().next_back())
            && edge(within(word.chars().next_back()), text[at + word.len()..].chars().next())
    })
}

#[test]
fn a_word_is_found_whole_and_a_comment_is_no_code() {
    assert!(holds_word("let a: f64 = 1.0;", "f64"));
    assert!(!holds_word("let a = my_f64;", "f64"));
    assert!(holds_word("tokio::spawn(a)", "tokio::spawn"));
    let source =
        Source::sample("a.rs", "let a = 1; // f64\nlet b = \"https://x\";\n#[cfg(test)]\nmod f64 {}");
    let code: Vec<_> = source.code().collect();
    assert_eq!(code, [(1, "let a = 1; "), (2, "let b = \"https://x\";")]);
}
