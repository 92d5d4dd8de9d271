//! Finding contacts: order, pages, words, accents, pieces of phone numbers.

use recado_it::{TestApp, TestTenant, both_engines};
use serde_json::{Value as Json, json};

use super::all;

const PEOPLE: [(&str, Option<&str>); 7] = [
    ("João Gonçalves", Some("+5511998765432")),
    ("joana Lima", Some("+5521987654321")),
    ("Ágata Souza", None),
    ("Zé", None),
    ("Ana Maria Gonçalves", Some("+551132165432")),
    ("ana", None),
    ("Ana", None),
];

async fn shop(app: &TestApp) -> TestTenant {
    let shop = app.tenant("shop").await;
    for (name, phone) in PEOPLE {
        shop.post("/api/v1/contacts", json!({ "name": name, "phone": phone })).await.is(201);
    }
    shop
}

async fn found(shop: &TestTenant, search: &str) -> Vec<String> {
    let coded: String = form_urlencoded::byte_serialize(search.as_bytes()).collect();
    all(&shop.get(&format!("/api/v1/contacts?search={coded}")).await.expect(200), "name")
}

both_engines! {
    async fn contacts_are_listed_by_name_as_people_sort(app: TestApp) {
        let shop = shop(&app).await;
        let sorted = ["Ágata Souza", "ana", "Ana", "Ana Maria Gonçalves", "joana Lima", "João Gonçalves", "Zé"];
        assert_eq!(all(&shop.get("/api/v1/contacts").await.expect(200), "name"), sorted);
        let (mut walked, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = shop.get(&format!("/api/v1/contacts?limit=2{cursor}")).await.expect(200);
            walked.extend(all(&page, "name"));
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(walked, sorted);
    }

    async fn beginnings_of_words_find_whatever_the_accents_and_the_case(app: TestApp) {
        let shop = shop(&app).await;
        for (search, wanted) in [
            ("gonc", vec!["Ana Maria Gonçalves", "João Gonçalves"]),
            ("GONÇ", vec!["Ana Maria Gonçalves", "João Gonçalves"]),
            ("goncalves ana", vec!["Ana Maria Gonçalves"]),
            ("ana m g", vec!["Ana Maria Gonçalves"]),
            ("joa", vec!["joana Lima", "João Gonçalves"]),
            ("agata", vec!["Ágata Souza"]),
            ("z", vec!["Zé"]),
            ("calves", vec![]),
            ("joao lima", vec![]),
            ("5432", vec!["Ana Maria Gonçalves", "João Gonçalves"]),
            ("+55 (11) 99876-5432", vec!["João Gonçalves"]),
            ("551198765432", vec!["João Gonçalves"]),
            ("998765432", vec!["João Gonçalves"]),
            ("21 98765", vec!["joana Lima"]),
            ("jo 5432", vec!["João Gonçalves"]),
            ("% _ \\ '", vec!["Ágata Souza", "ana", "Ana", "Ana Maria Gonçalves", "joana Lima", "João Gonçalves", "Zé"]),
        ] {
            assert_eq!(found(&shop, search).await, wanted, "{search}");
        }
    }

    async fn a_search_is_paged_like_a_list(app: TestApp) {
        let shop = shop(&app).await;
        let first = shop.get("/api/v1/contacts?search=ana&limit=2").await.expect(200);
        let next = format!("/api/v1/contacts?search=ana&limit=2&cursor={}", first["nextCursor"].as_str().expect("more"));
        let second = shop.get(&next).await.expect(200);
        let names = [all(&first, "name"), all(&second, "name")].concat();
        assert_eq!((names, &second["nextCursor"]), (vec!["ana".into(), "Ana".into(), "Ana Maria Gonçalves".into()], &Json::Null));
    }

    async fn a_change_of_name_or_number_is_found_at_once(app: TestApp) {
        let shop = shop(&app).await;
        let ze = shop.get("/api/v1/contacts?search=ze").await.expect(200)["data"][0]["id"].clone();
        let path = format!("/api/v1/contacts/{}", ze.as_str().expect("an id"));
        shop.patch(&path, json!({ "name": "José Pereira", "phone": "+5531911112222" })).await.is(200);
        assert_eq!(found(&shop, "ze").await, Vec::<String>::new());
        assert_eq!(found(&shop, "pereira jos").await, ["José Pereira"]);
        assert_eq!(found(&shop, "2222").await, ["José Pereira"]);
    }

    async fn an_endless_search_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        assert_eq!(shop.get("/api/v1/contacts?search=a+b+c+d+e+f+g+h+i").await.pointers(), ["/search"]);
        assert_eq!(found(&shop, "a b c d e f g h").await, Vec::<String>::new());
    }
}
