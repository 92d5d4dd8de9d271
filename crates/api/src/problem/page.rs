use std::fmt::Write as _;

use super::ProblemKind;

/// `docs/problems.md`, as the registry has it.
pub fn page() -> String {
    let mut page = String::from(
        "# Problems\n\n\
         Every refusal is a problem document (RFC 9457, `application/problem+json`): `type`, `title`, `status`, `detail`,\n\
         `instance` (the request id), `errors` (which values, by JSON pointer), `remedy` and `graphCode`. Programs decide by\n\
         `type`; the words follow `Accept-Language` (English, Brazilian Portuguese, Spanish). This page is generated from the\n\
         registry in `crates/api/src/problem/kind.rs`.\n\n\
         | type | status | title | what it means |\n| --- | --- | --- | --- |\n",
    );
    for kind in ProblemKind::ALL {
        let entry = kind.entry();
        let status = entry.status.as_u16();
        let row = writeln!(
            page,
            "| `/problems/{}` | {status} | {} · {} · {} | {} |",
            entry.slug, entry.title.en, entry.title.pt, entry.title.es, entry.detail.en
        );
        row.expect("a string takes any text");
    }
    page
}
