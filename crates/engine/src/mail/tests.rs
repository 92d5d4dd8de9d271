use recado_domain::Language;
use uuid::Uuid;

use super::letters::{Blanks, Letter, Told, Words};

const WORDS: Words = Words { subject: "From {company}", lines: &["{company} says hello."], button: "Go", small: "Bye" };
const TOLD: Told = Told { pt: WORDS, en: WORDS, es: WORDS };

fn letter(name: &str, company: &str) -> Letter {
    let blanks = Blanks { name, company, link: "https://recado.example.com/setup#a_b-c" };
    TOLD.letter(Uuid::nil(), "ana@shop.example", Language::En, blanks)
}

#[test]
fn a_letter_says_the_same_twice() {
    let Letter { subject, text, html, .. } = letter("Ana", "Shop & Söhne");
    assert_eq!(subject, "From Shop & Söhne");
    assert_eq!(text, "Hello, Ana,\n\nShop & Söhne says hello.\n\nGo:\nhttps://recado.example.com/setup#a_b-c\n\nBye\n");
    for part in ["Hello, Ana,", "Shop &amp; Söhne says hello.", "href=\"https://recado.example.com/setup#a_b-c\""] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn names_from_strangers_are_inert() {
    for hostile in [
        "<b>bold</b>",
        "\"><script>alert(1)</script>",
        "Win now: https://evil.example/x",
        "www.evil.example",
        "Ana\r\nBcc: everybody@example.com",
        "{company}",
    ] {
        let Letter { subject, text, html, .. } = letter(hostile, hostile);
        for part in ["<b>", "<script", "evil.example", "://evil", "@example.com"] {
            assert!(!html.contains(part) && !text.contains(part) && !subject.contains(part), "{hostile}: {part}");
        }
        assert!(!subject.contains(['\r', '\n', '<']), "{subject}");
    }
    assert!(letter(&"long ".repeat(100), "Shop").text.len() < 300);
}
