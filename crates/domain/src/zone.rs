//! Time zones, by their names in the IANA database.

use jiff::tz::TimeZone;

/// The zone's name as the database spells it; `None` when it knows none of this name.
pub fn zone_name(text: &str) -> Option<String> {
    let zone = TimeZone::get(text).ok().filter(|zone| !zone.is_unknown())?;
    zone.iana_name().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_name_however_it_is_written() {
        for (text, name) in [
            ("America/Sao_Paulo", Some("America/Sao_Paulo")),
            ("america/sao_paulo", Some("America/Sao_Paulo")),
            ("UTC", Some("UTC")),
            ("Brasilia", None),
            ("-03:00", None),
            ("../etc/passwd", None),
            ("", None),
        ] {
            assert_eq!(zone_name(text).as_deref(), name, "{text:?}");
        }
    }
}
