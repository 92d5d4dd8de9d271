//! SQL that makes a company's contacts, conversations and messages: the same texts for both engines, but for what a uuid,
//! a number in hexadecimal and a column of words are called.
//!
//! Everything follows from a conversation's number, so that both engines hold the same data and every run does.

use recado_domain::fold::VERSION;
use recado_storage::testing::Kind;

/// Messages of a usual conversation.
pub const USUAL: u32 = 10;
/// Messages of a long thread.
pub const LONG: u32 = 500;
/// One conversation in so many is a long thread: together they hold a twentieth of all messages.
pub const LONG_ONE_IN: u32 = 1_000;
/// Of a hundred conversations so many are not closed.
pub const OPEN_OF_100: u32 = 7;
/// The word that every third message has.
pub const COMMON: &str = "pedido";

/// The day on which the year of the data begins, in microseconds since 1970: 2025-11-01.
const YEAR_BEGINS: i64 = 1_761_955_200_000_000;
const SYLLABLES: &str = "babebibocacecicodadedidofafefifogagegigolalelilomamemimonanenino";

/// A slice of a company's conversations, made in one transaction.
#[derive(Debug, Clone, Copy)]
pub struct Slice<'s> {
    /// The company's slug.
    pub slug: &'s str,
    /// The number of its first conversation among all.
    pub from: u32,
    /// The number behind its last one.
    pub until: u32,
}

/// Writes SQL for one engine.
#[derive(Debug, Clone, Copy)]
pub struct Generator(pub Kind);

impl Generator {
    /// Everything of a slice. `last` is the highest row number of messages so far.
    pub fn sql(self, slice: Slice<'_>, last: i64) -> String {
        let parts = [
            self.contacts(slice),
            self.identities(slice),
            self.terms(slice),
            self.conversations(slice),
            self.messages(slice, &format!("m(k) AS ({})", series(1, USUAL)), "TRUE"),
            self.messages(slice, &format!("m(k) AS ({})", series(USUAL + 1, USUAL + LONG)), &is_long("g.i")),
            self.words(last),
            self.tags(slice),
        ];
        format!("BEGIN; {} COMMIT;", parts.concat())
    }

    fn contacts(self, slice: Slice<'_>) -> String {
        let (first, second) = names("g.i");
        let (name, at) = (format!("{first} || ' ' || {second}"), activity("g.i"));
        let columns =
            "tenant_id, id, name, name_key, name_is_edited, phone, needs_review, last_seen_at, created_at, updated_at";
        let no = self.no();
        let values = format!(
            "t.tenant, {}, {name}, {name}, {no}, {}, {no}, {at}, {at}, {at}",
            self.id("c", "g.i"),
            self.phone()
        );
        insert(slice, "contacts", columns, &values, "t, g")
    }

    fn identities(self, slice: Slice<'_>) -> String {
        let (columns, phone) = ("tenant_id, id, contact_id, scope, kind, value, given, valid_from", self.phone());
        let values =
            format!("t.tenant, {}, {}, '', 'phone', {phone}, {phone}, 0", self.id("d", "g.i"), self.id("c", "g.i"));
        insert(slice, "contact_identities", columns, &values, "t, g")
    }

    /// The words of `recado_engine::contacts`: those of the name, and the phone whole and in parts.
    fn terms(self, slice: Slice<'_>) -> String {
        let ((first, second), phone) = (names("g.i"), self.phone());
        let words = [
            first,
            second,
            phone.clone(),
            format!("substr({phone}, 3)"),
            format!("substr({phone}, 5)"),
            format!("substr({phone}, 10)"),
        ];
        let values = words.map(|word| format!("SELECT t.tenant, {word}, {} FROM t, g", self.id("c", "g.i")));
        let all = values.join(" UNION ");
        format!("{} INSERT INTO contact_terms (tenant_id, term, contact_id) {all};", with(slice))
    }

    fn conversations(self, slice: Slice<'_>) -> String {
        let columns = "tenant_id, id, contact_id, phone_number_id, status, is_open, assignee_id, team_id, unread_count, \
            is_unread, last_activity_at, last_inbound_at, last_message_id, last_message_preview, closed_at, created_at";
        let (open, at) = (is_open("g.i"), activity("g.i"));
        let status = format!(
            "CASE WHEN {open} THEN CASE g.i % 7 WHEN 0 THEN 'pending' WHEN 1 THEN 'snoozed' ELSE 'open' END \
             WHEN g.i % 11 = 0 THEN 'archived' ELSE 'closed' END"
        );
        let last = format!("CASE WHEN {} THEN {} ELSE {USUAL} END", is_long("g.i"), USUAL + LONG);
        let values = format!(
            "t.tenant, {conversation}, {contact}, t.number, {status}, CASE WHEN {open} THEN 1 ELSE 0 END, \
             CASE g.i % 3 WHEN 0 THEN t.owner WHEN 1 THEN {stranger} END, CASE g.i % 2 WHEN 0 THEN t.team END, \
             CASE WHEN {unread} THEN 3 ELSE 0 END, CASE WHEN {unread} THEN 1 ELSE 0 END, {at}, {at}, {message}, 'Bom dia', \
             CASE WHEN {open} THEN NULL ELSE {at} END, {YEAR_BEGINS}",
            conversation = self.id("e", "g.i"),
            contact = self.id("c", "g.i"),
            stranger = self.id("a", "g.i % 40"),
            unread = format!("{open} AND g.i % 5 = 0"),
            message = self.message("g.i", &last),
        );
        insert(slice, "conversations", columns, &values, "t, g")
    }

    fn messages(self, slice: Slice<'_>, numbers: &str, which: &str) -> String {
        let columns = "tenant_id, id, conversation_id, phone_number_id, direction, source, kind, content, sending, priority, \
            tries, delivery_policy, wamid, dedupe_key, created_at, accepted_at, sent_at, delivered_at, read_at, words_version";
        let at = format!("({} - ({} - m.k) * 1000000)", activity("g.i"), USUAL + LONG);
        let out = "m.k % 2 = 1";
        let later = |micros: u32| format!("CASE WHEN {out} THEN {at} + {micros} END");
        let values = format!(
            "t.tenant, {message}, {conversation}, t.number, CASE WHEN {out} THEN 'outbound' ELSE 'inbound' END, \
             CASE WHEN {out} THEN 'agent' ELSE 'customer' END, 'text', {content}, CASE WHEN {out} THEN 'accepted' ELSE 'none' END, \
             'reply', 0, 'hold', 'wamid.GENERATED' || g.i || '.' || m.k, {dedupe}, {at}, {accepted}, {sent}, {delivered}, {read}, \
             {VERSION}",
            message = self.message("g.i", "m.k"),
            conversation = self.id("e", "g.i"),
            content = content(),
            dedupe = self.id("b", "(g.i * 1024 + m.k)"),
            accepted = later(100_000),
            sent = later(200_000),
            delivered = later(300_000),
            read = later(400_000),
        );
        let values = format!("{values} FROM t, g, m WHERE {which}");
        format!("{}, {numbers} INSERT INTO messages ({columns}) SELECT {values};", with(slice))
    }

    /// The index of words, as `recado_engine::search` writes it: all messages of the generator are words of ASCII.
    fn words(self, last: i64) -> String {
        match self.0 {
            Kind::Sqlite => format!(
                "INSERT INTO message_words (rowid, w) SELECT n, 't' || lower(hex(tenant_id)) || ' ' || json_extract(content, '$.body')
                 FROM messages WHERE n > {last};"
            ),
            Kind::Postgres => "UPDATE messages SET words = array_to_tsvector(array_prepend('t' || replace(CAST(tenant_id AS text), '-', ''),
                 string_to_array(CAST(content AS json) ->> 'body', ' '))) WHERE words IS NULL;"
                .to_owned(),
        }
    }

    /// Half of the conversations and of the contacts have the tag.
    fn tags(self, slice: Slice<'_>) -> String {
        let closed = format!("CASE WHEN {} THEN 0 ELSE 1 END", is_open("g.i"));
        let conversation = format!("t.tenant, {}, t.tag, {closed}, {}", self.id("e", "g.i"), activity("g.i"));
        let (first, second) = names("g.i");
        let contact = format!("t.tenant, {}, t.tag, {first} || ' ' || {second}", self.id("c", "g.i"));
        let half = "t, g WHERE g.i % 2 = 0";
        let columns = "tenant_id, conversation_id, tag_id, is_closed, activity_at";
        insert(slice, "conversation_tags", columns, &conversation, half)
            + &insert(slice, "contact_tags", "tenant_id, contact_id, tag_id, name_key", &contact, half)
    }

    /// A uuid of a kind of thing, by its number.
    fn id(self, kind: &str, number: &str) -> String {
        match self.0 {
            Kind::Sqlite => format!("unhex(printf('{kind}%031x', {number}))"),
            Kind::Postgres => format!("CAST('{kind}' || lpad(to_hex(CAST({number} AS bigint)), 31, '0') AS uuid)"),
        }
    }

    /// The id of a conversation's message, which carries its time as ids of messages do.
    fn message(self, conversation: &str, k: &str) -> String {
        let millis = format!("(({} / 1000) - ({} - {k}) * 1000)", activity(conversation), USUAL + LONG);
        let number = format!("({conversation} * 1024 + {k})");
        match self.0 {
            Kind::Sqlite => format!("unhex(printf('%012x70008%015x', {millis}, {number}))"),
            Kind::Postgres => format!(
                "CAST(lpad(to_hex(CAST({millis} AS bigint)), 12, '0') || '70008' || lpad(to_hex(CAST({number} AS bigint)), 15, '0') AS uuid)"
            ),
        }
    }

    fn phone(self) -> String {
        match self.0 {
            Kind::Sqlite => "printf('55219%08d', g.i)".to_owned(),
            Kind::Postgres => "'55219' || lpad(CAST(g.i AS text), 8, '0')".to_owned(),
        }
    }

    fn no(self) -> &'static str {
        match self.0 {
            Kind::Postgres => "FALSE",
            Kind::Sqlite => "0",
        }
    }
}

/// Whether a conversation is not closed.
fn is_open(number: &str) -> String {
    format!("{number} % 100 < {OPEN_OF_100}")
}

fn is_long(number: &str) -> String {
    format!("{number} % {LONG_ONE_IN} = 0")
}

/// When something last happened in a conversation: some second of the year.
fn activity(number: &str) -> String {
    format!("({YEAR_BEGINS} + (({number}) * CAST(48271 AS BIGINT) % 31000003) * 1000000)")
}

/// A word of three syllables, by a number that looks like chance.
fn word(seed: &str) -> String {
    let h = format!("(({seed}) * CAST(48271 AS BIGINT) % 2147483647)");
    let syllable =
        |divisor: u32| format!("substr('{SYLLABLES}', CAST(1 + 2 * (({h} / {divisor}) % 32) AS INTEGER), 2)");
    [1, 32, 1_024].map(syllable).join(" || ")
}

/// The first and the second name of a contact.
fn names(number: &str) -> (String, String) {
    (word(&format!("({number}) * 7 + 1")), word(&format!("({number}) * 13 + 5")))
}

/// The word that `word` makes of this number.
pub fn word_of(seed: u64) -> String {
    let h = seed * 48_271 % 2_147_483_647;
    let syllable = |divisor: u64| {
        let at = usize::try_from(h / divisor % 32).expect("below 32") * 2;
        &SYLLABLES[at..at + 2]
    };
    [1, 32, 1_024].map(syllable).concat()
}

/// The first name of the contact with this number.
pub fn first_name(number: u32) -> String {
    word_of(u64::from(number) * 7 + 1)
}

/// The first word of the message with this place in the conversation with this number.
pub fn first_word(number: u32, k: u32) -> String {
    word_of((u64::from(number) * 1_024 + u64::from(k)) * 8)
}

/// A text of six words, each another one; one text in three speaks of an order.
fn content() -> String {
    let words = (0..5).map(|n| word(&format!("(g.i * 1024 + m.k) * 8 + {n}")));
    let words: Vec<_> = words.collect();
    let common = format!("CASE WHEN m.k % 3 = 0 THEN '{COMMON}' ELSE 'obrigado' END");
    format!("'{{\"body\":\"' || {} || ' ' || {common} || '\"}}'", words.join(" || ' ' || "))
}

fn series(from: u32, last: u32) -> String {
    format!("SELECT {from} UNION ALL SELECT k + 1 FROM m WHERE k < {last}")
}

/// The company, its things, and the numbers of the slice.
fn with(Slice { slug, from, until }: Slice<'_>) -> String {
    format!(
        "WITH RECURSIVE t AS (SELECT x.id AS tenant,
            (SELECT id FROM phone_numbers WHERE tenant_id = x.id LIMIT 1) AS number,
            (SELECT id FROM teams WHERE tenant_id = x.id ORDER BY id DESC LIMIT 1) AS team,
            (SELECT id FROM tags WHERE tenant_id = x.id LIMIT 1) AS tag,
            (SELECT user_id FROM memberships WHERE tenant_id = x.id ORDER BY user_id LIMIT 1) AS owner
            FROM tenants x WHERE x.slug = '{slug}'),
         g(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM g WHERE i < {until} - 1)"
    )
}

fn insert(slice: Slice<'_>, table: &str, columns: &str, values: &str, from: &str) -> String {
    format!("{} INSERT INTO {table} ({columns}) SELECT {values} FROM {from};", with(slice))
}
