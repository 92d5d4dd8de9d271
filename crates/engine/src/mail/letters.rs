use recado_domain::Language;
use uuid::Uuid;

/// A mail as it leaves.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same for every attempt.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The words, without form.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

/// Whom it is for and what it says is not for logs.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Letter({})", self.id)
    }
}

/// The words of one kind of mail in one language. `{company}` is filled in, in subject and lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub(super) subject: &'static str,
    pub(super) lines: &'static [&'static str],
    /// What the link is called.
    pub(super) button: &'static str,
    /// Said under the link.
    pub(super) small: &'static str,
}

/// One kind of mail, in the three languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) pt: Words,
    pub(super) en: Words,
    pub(super) es: Words,
}

/// What is filled in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blanks<'b> {
    pub(super) name: &'b str,
    pub(super) company: &'b str,
    pub(super) link: &'b str,
}

impl Told {
    pub(super) fn letter(self, id: Uuid, to: &str, language: Language, blanks: Blanks<'_>) -> Letter {
        let words = match language {
            Language::PtBr => self.pt,
            Language::En => self.en,
            Language::Es => self.es,
        };
        let company = inert(blanks.company);
        let fill = |text: &str| text.replace("{company}", &company);
        let greeting = greeting(language, &inert(blanks.name));
        let lines: Vec<String> = std::iter::once(greeting).chain(words.lines.iter().map(|line| fill(line))).collect();
        Letter {
            id,
            to: to.to_owned(),
            subject: fill(words.subject),
            text: format!("{}\n\n{}:\n{}\n\n{}\n", lines.join("\n\n"), words.button, blanks.link, words.small),
            html: page(language, &lines, words, blanks.link),
        }
    }
}

fn greeting(language: Language, name: &str) -> String {
    let word = match language {
        Language::PtBr => "Olá",
        Language::En => "Hello",
        Language::Es => "Hola",
    };
    if name.is_empty() { format!("{word},") } else { format!("{word}, {name},") }
}

fn page(language: Language, lines: &[String], words: Words, link: &str) -> String {
    let paragraphs: String = lines
        .iter()
        .flat_map(|line| ["<p style=\"margin:0 0 16px\">".to_owned(), escaped(line), "</p>".to_owned()])
        .collect();
    let (link, button, small) = (escaped(link), escaped(words.button), escaped(words.small));
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"></head>\
         <body style=\"margin:0;padding:24px;background:#f4f4f2;color:#1c1c1a;font:16px/1.5 sans-serif\">\
         <div style=\"max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:12px\">\
         <p style=\"margin:0 0 24px;font-weight:700\">Recado</p>{paragraphs}\
         <p style=\"margin:24px 0\"><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;\
         border-radius:8px;background:#1c1c1a;color:#fff;text-decoration:none\">{button}</a></p>\
         <p style=\"margin:0;color:#6b6b66;font-size:14px\">{small}</p></div></body></html>"
    )
}

/// Names come from strangers: what could become a link or a line of its own in somebody's mail program is taken out.
fn inert(name: &str) -> String {
    const LONGEST: usize = 60;
    let plain = |c: char| if c.is_alphanumeric() || " '’&()+,-·ªº".contains(c) { c } else { ' ' };
    let words: String = name.chars().map(plain).take(LONGEST).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
