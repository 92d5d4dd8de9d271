use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value as Json, json};
use sha2::{Sha256, Sha512};
use uuid::Uuid;

use super::*;

const SECRET: &str = "a secret of more than thirty-two characters";
const NOW: Timestamp = Timestamp::from_secs(1_795_320_000);

fn tokens() -> AccessTokens {
    AccessTokens::new(&Secret::new(SECRET))
}

#[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
fn subject() -> Subject {
    let tenant = TenantId::from_uuid(Uuid::from_u128(3));
    Subject {
        user: UserId::from_uuid(Uuid::from_u128(1)),
        session: SessionId::from_uuid(Uuid::from_u128(2)),
        standing: Some((tenant, Role::Agent)),
    }
}

fn good() -> String {
    tokens().sign(&subject(), NOW, NOW.plus(std::time::Duration::from_mins(15)))
}

fn header() -> Json {
    json!({ "alg": "HS256", "typ": "at+jwt" })
}

fn claims() -> Json {
    serde_json::from_slice(&BASE64.decode(good().split('.').nth(1).unwrap()).unwrap()).unwrap()
}

fn with(mut object: Json, name: &str, value: Json) -> Json {
    object[name] = value;
    object
}

fn without(mut object: Json, name: &str) -> Json {
    object.as_object_mut().unwrap().remove(name);
    object
}

fn unsigned(header: &Json, claims: &Json) -> String {
    format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()))
}

/// Signed as we sign, whatever it says.
fn forged(header: &Json, claims: &Json) -> String {
    signed_with(SECRET.as_bytes(), header, claims)
}

fn signed_with(key: &[u8], header: &Json, claims: &Json) -> String {
    let text = unsigned(header, claims);
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", BASE64.encode(mac.finalize().into_bytes()))
}

fn signed_with_sha512(header: &Json, claims: &Json) -> String {
    let text = unsigned(header, claims);
    let mut mac = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", BASE64.encode(mac.finalize().into_bytes()))
}

#[test]
fn a_token_of_ours_is_taken_until_its_time_is_over() {
    let token = good();
    let claims = tokens().verify(&token, NOW).unwrap();
    assert_eq!((claims.sub, claims.role), (subject().user, Some(Role::Agent)));
    assert!(tokens().verify(&token, Timestamp::from_secs(NOW.secs() + 899)).is_some());
    assert!(tokens().verify(&token, Timestamp::from_secs(NOW.secs() + 900)).is_none());
    let forged = forged(&header(), &self::claims());
    assert!(tokens().verify(&forged, NOW).is_some(), "the forger of these tests can do what we can");
}

#[test]
fn a_token_without_a_chosen_tenant_says_null() {
    let token =
        tokens().sign(&Subject { standing: None, ..subject() }, NOW, NOW.plus(std::time::Duration::from_mins(1)));
    let claims = tokens().verify(&token, NOW).unwrap();
    assert_eq!((claims.tenant, claims.role), (None, None));
}

#[test]
fn wrong_headers_are_refused() {
    let (h, c) = (header(), claims());
    let jwk = json!({ "kty": "oct", "k": BASE64.encode("mine"), "alg": "HS256" });
    let table = [
        ("none", format!("{}.", unsigned(&with(h.clone(), "alg", json!("none")), &c))),
        ("None", format!("{}.", unsigned(&with(h.clone(), "alg", json!("None")), &c))),
        ("none, signed", forged(&with(h.clone(), "alg", json!("none")), &c)),
        ("HS512", signed_with_sha512(&with(h.clone(), "alg", json!("HS512")), &c)),
        ("RS256", forged(&with(h.clone(), "alg", json!("RS256")), &c)),
        ("no algorithm", forged(&without(h.clone(), "alg"), &c)),
        ("no kind", forged(&without(h.clone(), "typ"), &c)),
        ("another kind", forged(&with(h.clone(), "typ", json!("JWT")), &c)),
        ("key by path", forged(&with(h.clone(), "kid", json!("../../dev/null")), &c)),
        ("key by address", forged(&with(h.clone(), "jku", json!("https://evil.example/jwks")), &c)),
        ("own key", signed_with(b"mine", &with(h.clone(), "jwk", jwk), &c)),
        ("certificate by address", forged(&with(h.clone(), "x5u", json!("https://evil.example/x5u")), &c)),
        ("critical extension", forged(&with(h, "crit", json!(["exp"])), &c)),
    ];
    for (name, token) in table {
        assert_eq!(tokens().verify(&token, NOW), None, "{name}");
    }
}

#[test]
fn wrong_claims_are_refused() {
    let (h, c) = (header(), claims());
    let table = [
        ("exp as text", with(c.clone(), "exp", json!("1795320900"))),
        ("exp as fraction", with(c.clone(), "exp", json!(1_795_320_900.5))),
        ("exp null", with(c.clone(), "exp", Json::Null)),
        ("no exp", without(c.clone(), "exp")),
        ("exp of yesterday", with(c.clone(), "exp", json!(NOW.secs() - 86_400))),
        ("issued the day after tomorrow", with(c.clone(), "iat", json!(NOW.secs() + 2 * 86_400))),
        ("no issuer", without(c.clone(), "iss")),
        ("another issuer", with(c.clone(), "iss", json!("somebody"))),
        ("no audience", without(c.clone(), "aud")),
        ("another audience", with(c.clone(), "aud", json!("recado-web"))),
        ("several audiences", with(c.clone(), "aud", json!(["recado-api"]))),
        ("no subject", without(c.clone(), "sub")),
        ("a contact as subject", with(c.clone(), "sub", json!("con_01h455vb4pex5vsknk084sn02q"))),
        ("no session", without(c.clone(), "sid")),
        ("no tenant claim", without(c.clone(), "tenant")),
        ("unknown role", with(c, "role", json!("king"))),
    ];
    for (name, claims) in table {
        assert_eq!(tokens().verify(&forged(&h, &claims), NOW), None, "{name}");
    }
}

#[test]
fn damaged_and_huge_tokens_are_refused() {
    let token = good();
    let (h, c) = (header(), claims());
    let huge = forged(&h, &with(c.clone(), "filler", json!("x".repeat(100_000))));
    let other_key = signed_with(b"another key of more than thirty-two characters", &h, &c);
    let truncated = &token[..token.len() - 2];
    let stripped = token.rsplit_once('.').unwrap().0;
    for wrong in
        ["", ".", "..", "a.b.c", &huge, &other_key, truncated, stripped, &format!("{stripped}."), &format!("{token}.x")]
    {
        assert_eq!(tokens().verify(wrong, NOW), None, "{}", &wrong[..wrong.len().min(60)]);
    }
    for place in 0..token.len() {
        let other = if &token[place..=place] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &token[..place], &token[place + 1..]);
        let same_bits = changed.len() == token.len() && place == token.len() - 1;
        assert!(same_bits || tokens().verify(&changed, NOW).is_none(), "changed at {place}");
    }
}
