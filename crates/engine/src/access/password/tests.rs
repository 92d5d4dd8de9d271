use super::*;

const WORDS: [&str; 4] = ["padaria-do-joao", "Padaria do João", "maria.silva@example.com", "Maria Silva"];

#[test]
fn good_passwords_are_taken() {
    for password in [
        "seven brass lanterns",
        "correct horse battery staple",
        "tR9$wq!zL0pX",
        "vermelho cadeira trovão",
        "Brasília chove aos domingos",
        "пароль из трёх слов",
        "密码由很多不同的字组成的很长",
        "日本語のパスワードは長い",
        "🦜🌶️🚲🎻🧭🪴🍍🛶🪁🦔🥁🧊",
        "            spaces matter too 91",
        "kJ8vN2mQ5rT7wX3z",
        "a-b-c-horse-umbrella-4411",
        "ostra ventilador papel crepom",
        "zebra/quartzo/7/limoeiro",
        "Sup3r!Unlikely#Phrase",
        "n0t 1n any d1ct10nary 4eva",
        "gato preto telhado vidro 88",
        "h@rd2gu3ss-w1th-dashes",
        "mandacaru floresce na seca",
        "três pratos de trigo p/ 3 tigres",
        "quebra-cabeça de mil peças",
        "abacaxi azul voa alto",
        "o rato roeu a roupa do rei",
        "mjolnir-saxofone-pitanga",
    ] {
        assert_eq!(check(password, &WORDS), Ok(()), "{password}");
    }
    assert_eq!(check(&"uma frase bem comprida ".repeat(11), &WORDS), Ok(()));
}

#[test]
fn easily_guessed_passwords_are_refused() {
    for password in [
        "password1234",
        "passwordpassword",
        "Password2026!",
        "P@ssw0rd1234",
        "123456789012",
        "111111111111",
        "abcdefghijkl",
        "qwertyuiopas",
        "qwerty123456",
        "1q2w3e4r5t6y",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabc",
        "letmeinletmein",
        "iloveyou1234",
        "administrator",
        "welcome12345",
        "recadorecado",
        "recado123456",
        "whatsapp2026",
        "whatsappwhatsapp",
        "facebook1234",
        "atendimento1",
        "padariadojoao",
        "padaria-do-joao",
        "Padaria2026!",
        "mariasilva12",
        "maria.silva1",
        "Maria Silva1",
        "silvasilvasilva",
        "football1234",
    ] {
        assert_eq!(check(password, &WORDS), Err(PasswordFault::Guessable), "{password}");
    }
}

#[test]
fn length_is_counted_in_characters() {
    assert_eq!(check("", &[]), Err(PasswordFault::TooShort));
    assert_eq!(check("tR9$wq!zL0p", &[]), Err(PasswordFault::TooShort));
    assert_eq!(check("🦜🌶🚲🎻🧭", &[]), Err(PasswordFault::TooShort));
    assert_eq!(check(&"tR9$wq!zL0pX".repeat(22), &[]), Err(PasswordFault::TooLong));
    assert_eq!(check(&"é".repeat(257), &[]), Err(PasswordFault::TooLong));
}
