//! The demo's customers: two hundred believable people with numbers that nobody has.

const FIRST: [&str; 25] = [
    "Adriana",
    "Beatriz",
    "Camila",
    "Daniel",
    "Eduardo",
    "Fernanda",
    "Gabriel",
    "Helena",
    "Igor",
    "Juliana",
    "Karina",
    "Leonardo",
    "Mariana",
    "Natália",
    "Otávio",
    "Patrícia",
    "Rafael",
    "Sandra",
    "Thiago",
    "Úrsula",
    "Vinícius",
    "Wagner",
    "Yasmin",
    "Zuleica",
    "Antônio",
];
const LAST: [&str; 24] = [
    "Almeida",
    "Barbosa",
    "Cardoso",
    "Dias",
    "Esteves",
    "Ferreira",
    "Gonçalves",
    "Henriques",
    "Inácio",
    "Junqueira",
    "Lima",
    "Moreira",
    "Nogueira",
    "Oliveira",
    "Pereira",
    "Queiroz",
    "Ribeiro",
    "Souza",
    "Teixeira",
    "Uchôa",
    "Vasconcelos",
    "Xavier",
    "Zanetti",
    "Araújo",
];
const AREAS: [&str; 8] = ["11", "21", "31", "41", "48", "51", "71", "81"];

/// One customer.
#[derive(Debug, Clone)]
pub struct Person {
    /// First and last name.
    pub name: String,
    /// Digits with country code; mobile numbers that begin with 90 are not given out in Brazil.
    pub phone: String,
}

/// The first `n` of them; always the same.
pub fn people(n: usize) -> Vec<Person> {
    (0..n).map(person).collect()
}

fn person(n: usize) -> Person {
    // 25 and 24 have no common divisor: 600 pairs before one repeats.
    let name = format!("{} {}", FIRST[n % FIRST.len()], LAST[n % LAST.len()]);
    Person { name, phone: format!("55{}90{:03}{:04}", AREAS[n % AREAS.len()], n % 1_000, (n * 7_919) % 10_000) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn two_hundred_people_differ() {
        let all = people(200);
        let names: HashSet<_> = all.iter().map(|p| &p.name).collect();
        let phones: HashSet<_> = all.iter().map(|p| &p.phone).collect();
        assert_eq!((names.len(), phones.len()), (200, 200));
        assert!(all.iter().all(|p| p.phone.len() == 13), "{all:?}");
    }
}
