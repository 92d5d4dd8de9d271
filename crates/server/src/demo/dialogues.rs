//! The demo's past conversations, read from `dialogues.txt`.

/// One past conversation.
#[derive(Debug)]
pub struct Dialogue {
    /// Which of the demo's numbers: 0 or 1.
    pub number: usize,
    /// How it stands now: `open`, `pending` or `closed`.
    pub state: &'static str,
    /// The agent it is assigned to, by first name.
    pub assignee: Option<&'static str>,
    /// The team it is assigned to, by short name.
    pub team: Option<&'static str>,
    /// How many days ago it took place.
    pub days_ago: u64,
    /// What was said, in order.
    pub lines: Vec<Line>,
}

/// One line of a conversation.
#[derive(Debug)]
pub struct Line {
    /// Whether the customer said it, or else the business.
    pub from_customer: bool,
    /// The words.
    pub text: &'static str,
}

/// All of them, in the order of the file.
pub fn all() -> Vec<Dialogue> {
    include_str!("dialogues.txt").split("\n\n").map(parse).collect()
}

fn parse(block: &'static str) -> Dialogue {
    let mut lines = block.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let head: Vec<&str> = lines.next().and_then(|line| line.strip_prefix("= ")).expect("a head").split(' ').collect();
    let [number, state, assignee, team, days_ago] = head[..] else { panic!("five words in {head:?}") };
    let named = |word: &'static str| (word != "-").then_some(word);
    Dialogue {
        number: number.parse::<usize>().expect("1 or 2") - 1,
        state,
        assignee: named(assignee),
        team: named(team),
        days_ago: days_ago.parse().expect("days"),
        lines: lines.map(line).collect(),
    }
}

fn line(line: &'static str) -> Line {
    let (mark, text) = line.split_once(' ').expect("a mark and words");
    assert!(mark == ">" || mark == "<", "{line}");
    Line { from_customer: mark == ">", text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn forty_conversations_that_begin_with_the_customer_and_do_not_repeat() {
        let all = all();
        assert_eq!(all.len(), 40);
        let mut said = HashSet::new();
        for dialogue in &all {
            assert!(dialogue.lines[0].from_customer && dialogue.number < 2, "{dialogue:?}");
            assert!(["open", "pending", "closed"].contains(&dialogue.state), "{dialogue:?}");
            assert!(dialogue.lines.iter().filter(|l| l.text.len() > 12).all(|l| said.insert(l.text)), "{dialogue:?}");
        }
    }
}
