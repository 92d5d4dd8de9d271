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
    /// Its tags, by name.
    pub tags: Vec<&'static str>,
    /// What a colleague noted for the others.
    pub note: Option<&'static str>,
    /// What was said, in order.
    pub lines: Vec<Line>,
}

impl Dialogue {
    /// What was said before the demo began.
    pub fn past(&self) -> &[Line] {
        &self.lines[..self.lines.len() - usize::from(self.goes_on())]
    }

    /// The customer's last words, if they are said as the demo begins.
    pub fn now(&self) -> Option<&'static str> {
        self.lines.last().filter(|_| self.goes_on()).map(|line| line.text)
    }

    /// Whether it is one of today's.
    fn goes_on(&self) -> bool {
        self.days_ago == 0
    }
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
    let lines = || block.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let marked = |mark| lines().find_map(|line| line.strip_prefix(mark));
    let head: Vec<&str> = marked("= ").expect("a head").split(' ').collect();
    let [number, state, assignee, team, days_ago] = head[..] else { panic!("five words in {head:?}") };
    let named = |word: &'static str| (word != "-").then_some(word);
    Dialogue {
        number: number.parse::<usize>().expect("1 or 2") - 1,
        state,
        assignee: named(assignee),
        team: named(team),
        days_ago: days_ago.parse().expect("days"),
        tags: marked("+ ").map_or_else(Vec::new, |tags| tags.split(", ").collect()),
        note: marked("* "),
        lines: lines().filter_map(line).collect(),
    }
}

fn line(line: &'static str) -> Option<Line> {
    let (mark, text) = line.split_once(' ').expect("a mark and words");
    assert!(["=", "+", "*", ">", "<"].contains(&mark), "{line}");
    (mark == ">" || mark == "<").then_some(Line { from_customer: mark == ">", text })
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
            assert!(dialogue.now().is_none() || dialogue.lines.last().is_some_and(|l| l.from_customer), "{dialogue:?}");
            assert!(dialogue.lines.iter().filter(|l| l.text.len() > 12).all(|l| said.insert(l.text)), "{dialogue:?}");
        }
    }
}
